"""Bad input of every kind, each with the answer it must get. None of it leaves an event."""

import uuid
from dataclasses import dataclass

from shop import cast

NOBODY = cast.Person("nobody-here", "customer")
DEEP = b"[" * 200 + b"]" * 200


@dataclass(frozen=True)
class Bad:
    what: str
    status: int
    code: str
    field: str = None
    body: object = None
    headers: tuple = ()
    method: str = "POST"
    path: str = "/mp/work-orders"
    actor: str = "customer"  # customer, technician, none, stranger, elsewhere, expired, forged


def fields(what, field, **changes):
    return Bad(what, 422, "invalid_fields", field, changes)


ALL = (
    Bad("not JSON", 400, "json_malformed", body=b'{"description": "' + "坏".encode()),
    Bad("not UTF-8", 400, "json_not_utf8", body=b'{"description": "\xff\xfe"}'),
    Bad("nested too deep", 400, "json_too_deep", body=DEEP),
    Bad("a member twice", 400, "json_duplicate_member", body=b'{"skill":"a","skill":"b"}'),
    fields("a wrong type", "description", description=42),
    fields("a text too long", "description", description="修" * 2001),
    fields("an empty text", "description", description=""),
    fields("an unknown field", "colour", colour="红"),
    fields("a bad pattern", "skill", skill="发动机"),
    fields("a bad moment", "appointment", appointment="明天上午"),
    Bad("missing fields", 422, "invalid_fields", "description", {}),
    Bad("a foreign vehicle", 422, "vehicle_unknown", "vehicle", {"vehicle": "not-mine"}),
    Bad("an unknown store", 422, "store_unknown", "store", {"store": "nowhere"}),
    Bad("no key", 400, "idempotency_key_required", "Idempotency-Key", {},
        (("Idempotency-Key", None),)),
    Bad("a key that is no UUID", 400, "idempotency_key_required", "Idempotency-Key", {},
        (("Idempotency-Key", "again"),)),
    Bad("another media type", 415, "content_type_unsupported", None, {},
        (("Content-Type", "text/plain"),)),
    Bad("a wrong verb", 405, "method_not_allowed", None, {}, method="DELETE"),
    Bad("an unknown path", 404, "path_unknown", None, {}, path="/mp/workorders"),
    Bad("an unknown order", 404, "work_order_unknown", None, {"reason": "?"},
        path="/mp/work-orders/no-such-order/cancel"),
    Bad("a VIN with an O", 422, "invalid_fields", "vin",
        {"vin": "LFV2A21K0O3000001", "model": "速腾"}, path="/mp/vehicles"),
    Bad("a mileage below zero", 422, "invalid_fields", "mileage_km",
        {"vin": "LFV2A21K003000001", "model": "速腾", "mileage_km": -5}, path="/mp/vehicles"),
    Bad("no token", 401, "token_missing", None, {}, actor="none"),
    Bad("an expired token", 401, "token_expired", None, {}, actor="expired"),
    Bad("a forged token", 401, "token_signature", None, {}, actor="forged"),
    Bad("another tenant's token", 403, "wrong_tenant", None, {}, actor="elsewhere"),
    Bad("a customer on the admin face", 403, "role_not_allowed", None,
        {"name": "黑店"}, path="/admin/stores"),
)


def commit(shop, story, index):
    """Sends piece `index` in the name of the story's customer."""
    bad = ALL[index]
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    headers.update(bad.headers)
    headers = {name: value for name, value in headers.items() if value is not None}
    token = _token(shop, story.customer.person, bad.actor)
    if token:
        headers["Authorization"] = "Bearer " + token
    answer = shop.api.send_raw(bad.method, bad.path, headers, _body(bad, story))
    shop.book.refused(bad.what, answer, bad.status, bad.code, bad.field)
    shop.count("bad inputs")


def _body(bad, story):
    if isinstance(bad.body, bytes):
        return bad.body
    if bad.path != "/mp/work-orders" or not bad.body:
        return bad.body or {}
    # Everything else is right, so that the refusal can only be for what is wrong.
    right = {"description": story.plan.fault.complaint, "vehicle": story.customer.vehicle,
             "store": story.store.id}
    return {**right, **bad.body}


def _token(shop, person, actor):
    mint = shop.mint
    if actor == "none":
        return None
    if actor == "expired":
        return mint.issue(person, expires_in=-3600)
    if actor == "forged":
        return mint.issue(person, secret=b"0" * 32)
    if actor == "elsewhere":
        return mint.issue(person, tenant="another-shop")
    return mint.issue(person)
