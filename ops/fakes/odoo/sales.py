"""Sale orders that are confirmed and invoices that are posted."""

from __future__ import annotations

import errors
from environment import Environment


def action_confirm(env: Environment, ids: list[int]) -> bool:
    for order in ids:
        if env.get("sale.order", order)["state"] not in ("draft", "sent"):
            raise errors.user_error("Some orders are not in a state requiring confirmation.")
        env.store.change("sale.order", order, state="sale")
    return True


def action_post(env: Environment, ids: list[int]) -> bool:
    for move in ids:
        if env.get("account.move", move)["state"] != "draft":
            raise errors.user_error("The entry must be in draft.")
        env.store.change("account.move", move, state="posted", name=f"INV/{move:05}")
    return False


def context_get(env: Environment) -> dict:
    return {"lang": "en_US", "tz": "UTC", "uid": 2}
