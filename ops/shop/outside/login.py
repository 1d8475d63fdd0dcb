"""Customers who come in by the mini-program, with codes as WeChat's stand-in takes them."""

import json
import uuid

from shop.cast import Person

JSON = {"Content-Type": "application/json"}
DESK_EVERY = 5  # every fifth customer has no mini-program: he is known to the desk, and pays there
USED_CODE_EVERY = 10


def has_mini_program(index):
    return index % DESK_EVERY != DESK_EVERY - 1


def log_in(shop, customer, index=0):
    """From now on he is who WeChat's account makes him, and has the token that he was given."""
    code, answer = _exchange(shop, customer.person.account)
    if not shop.book.expect("login", answer, 200):
        return None
    person = Person(answer.json["account"], "customer", customer.person.name)
    shop.mint.keep(person, answer.json["token"])
    customer.person, customer.by_wechat = person, True
    shop.count("logins by WeChat")
    if index % USED_CODE_EVERY == 0:
        shop.book.refused("a code once more", _send(shop, code), 401, "wechat_code_used")
    return answer


def bind_phone(shop, customer):
    """A number that WeChat vouches for; the code is good once, so a lost answer takes another."""
    for _ in range(2):
        code = f"phone-{customer.phone}-{uuid.uuid4().hex}"
        answer = shop.api.post(customer.person, "/mp/me/phone", {"code": code})
        if answer.code != "wechat_code_used" and answer.code != "wechat_code_invalid":
            break
    if shop.book.expect("phone", answer, 200):
        shop.count("phone numbers by WeChat")
    return answer


def check_myself(shop, customer, position):
    mine = shop.api.get(customer.person, "/mp/me", position).json
    told = {"name": customer.person.name, "phone": customer.phone,
            "preferred_store": customer.store}
    shown = {name: mine.get(name) for name in told}
    if shown != told:
        shop.book.wrong(f"{customer.person.account} is told {shown}, not {told}")


def _exchange(shop, account):
    """The answer to a code that is new; one that was lost on the way has used its code up."""
    while True:
        code = f"code-{account.replace('-', '_')}-{uuid.uuid4().hex}"
        answer = _send(shop, code)
        if answer.code != "wechat_code_used":
            return code, answer


def _send(shop, code):
    return shop.api.send_raw("POST", "/mp/login", JSON, json.dumps({"code": code}).encode())
