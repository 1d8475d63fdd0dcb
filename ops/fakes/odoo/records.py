"""The methods that every model has: search_read, read, create, write, fields_get."""

from __future__ import annotations

from typing import Any

import errors
import quantities
import schema
from environment import Environment
from store import Record

_DEFAULTS: dict[str, dict[str, Any]] = {
    "product.product": {"standard_price": 0.0, "list_price": 0.0, "tracking": "none", "uom_id": 1,
                        "active": True},
    "stock.picking": {"origin": False, "date_done": False, "company_id": 1, "state": "draft"},
    "stock.move": {"state": "draft", "is_inventory": False, "reserved": 0.0, "done": 0.0,
                   "origin_returned_move_id": False, "picked": False},
    "sale.order": {"state": "draft"},
    "account.move": {"state": "draft", "name": "/"},
}
_REQUIRED = {
    "stock.picking": ["location_id", "location_dest_id", "picking_type_id"],
    "stock.move": ["product_id", "product_uom", "location_id", "location_dest_id"],
    "sale.order": ["partner_id"],
}


def _fields(env: Environment, model: str) -> dict[str, str]:
    fields = schema.fields_of(env.version, model)
    if fields is None:
        raise errors.user_error(f"Object {model} doesn't exist")
    return fields


def _display(env: Environment, model: str, record: int) -> list:
    found = env.store.get(model, record) or {}
    return [record, found.get("name") or found.get("code") or str(record)]


def _move_quantity(env: Environment, record: Record, field: str) -> float:
    """Up to 16 what was typed in; from 17 on what is reserved stands there, too."""
    if field == "reserved_availability":
        return record["reserved"]
    if env.version.major <= 16 or record["state"] == "done":
        return record["done"]
    return record["done"] or record["reserved"]


def _value(env: Environment, model: str, record: Record, field: str, kind: str) -> Any:
    if model == "product.product" and field.endswith(("_qty", "_available")):
        return quantities.levels(env, record["id"])[field]
    if model == "stock.move" and field in (env.version.done_field, "reserved_availability"):
        return _move_quantity(env, record, field)
    value = record.get(field, False)
    if kind.startswith("many2one:") and value:
        return _display(env, kind.partition(":")[2], value)
    if kind.startswith("one2many:"):
        target = kind.partition(":")[2]
        parent = schema.PARENTS.get(target)
        return [r["id"] for r in env.where(target, **{parent: record["id"]})] if parent else value
    return value


def _shown(env: Environment, model: str, record: Record, fields: list[str] | None) -> Record:
    known = _fields(env, model)
    shown: Record = {"id": record["id"]}
    for field in fields or list(known):
        if field == "id":
            continue
        if field not in known:
            raise errors.unknown_field(model, field)
        shown[field] = _value(env, model, record, field, known[field])
    return shown


def _check_rights(env: Environment, model: str) -> None:
    if env.plain_user and model.startswith("ir."):
        raise errors.access_error(f"You are not allowed to access '{model}' records.")


def search_read(env: Environment, model: str, domain: list | None = None,
                fields: list[str] | None = None, offset: int = 0, limit: int | None = None,
                order: str | None = None) -> list[Record]:
    _fields(env, model)
    _check_rights(env, model)
    found = env.search(model, domain or [])
    key = (order or "id").split()[0]
    found.sort(key=lambda record: record.get(key, 0), reverse=(order or "").endswith(" desc"))
    end = offset + limit if limit else None
    return [_shown(env, model, record, fields) for record in found[offset:end]]


def read(env: Environment, model: str, ids: list[int],
         fields: list[str] | None = None) -> list[Record]:
    found = [env.store.get(model, record) for record in ids]
    return [_shown(env, model, record, fields) for record in found if record]


def fields_get(env: Environment, model: str, allfields: list[str] | None = None,
               attributes: list[str] | None = None) -> dict:
    known = _fields(env, model)
    wanted = allfields or list(known)
    return {f: {"type": known[f].partition(":")[0]} for f in wanted if f in known}


def _stored(env: Environment, model: str, values: Record) -> tuple[Record, dict[str, list]]:
    """Values as they are kept, and the lines that are to be made with them."""
    known, plain, lines = _fields(env, model), {}, {}
    for field, value in values.items():
        if field not in known:
            raise errors.unknown_field(model, field)
        if known[field].startswith("one2many:"):
            lines[known[field].partition(":")[2]] = [line[2] for line in value if line[0] == 0]
        elif model == "stock.move" and field == env.version.done_field:
            plain["done"] = float(value)
        else:
            plain[field] = value
    return plain, lines


def _check(env: Environment, model: str, record: Record) -> None:
    for field in _REQUIRED.get(model, []):
        if not record.get(field):
            raise errors.validation_error(f"Missing required value for the field '{field}'")
    if model == "stock.move" and env.version.has_move_name and not record.get("name"):
        raise errors.validation_error("Missing required value for the field 'name'")
    if model != "stock.picking":
        return
    same = env.where(model, name=record["name"], company_id=record["company_id"])
    if len(same) > 1:
        raise errors.validation_error(
            "The operation cannot be completed: Reference must be unique per company!")


def _number(env: Environment, model: str, record: int) -> None:
    """Names from a sequence, where none was given."""
    names = {"stock.picking": "WH/OUT/{:05}", "sale.order": "S{:05}"}
    if model in names and not env.get(model, record).get("name"):
        env.store.change(model, record, name=names[model].format(record))


def make(env: Environment, model: str, values: Record) -> int:
    plain, lines = _stored(env, model, values)
    record = env.store.insert(model, {**_DEFAULTS.get(model, {}), **plain})
    if model == "product.product":
        template = env.store.insert("product.template", {"name": plain["name"]})
        env.store.change(model, record, product_tmpl_id=template, write_date=env.now())
    _number(env, model, record)
    _check(env, model, env.get(model, record))
    for target, all_values in lines.items():
        for one in all_values:
            make(env, target, {**one, schema.PARENTS[target]: record})
    return record


def create(env: Environment, model: str, vals_list: list | dict) -> int | list[int]:
    _check_rights(env, model)
    if isinstance(vals_list, dict):
        return make(env, model, vals_list)
    return [make(env, model, values) for values in vals_list]


def write(env: Environment, model: str, ids: list[int], vals: Record) -> bool:
    plain, _ = _stored(env, model, vals)
    for record in ids:
        found = env.get(model, record)
        if model == "stock.move" and found["state"] in ("done", "cancel") and "done" in plain:
            raise errors.user_error("You can not change the quantity of a finished move.")
        env.store.change(model, record, **plain)
    return True
