"""Which function answers a method of a model, and how its arguments are bound."""

from __future__ import annotations

import inspect
from typing import Any, Callable

import counts
import errors
import pickings
import records
import sales
import schema
from environment import Environment

# Of every model. `read` and `write` are of records; the others are of the model.
_COMMON: dict[str, Callable] = {
    "search_read": records.search_read, "read": records.read, "create": records.create,
    "write": records.write, "fields_get": records.fields_get,
}
_OWN: dict[tuple[str, str], Callable] = {
    ("stock.quant", "create"): counts.create,
    ("stock.quant", "write"): counts.write,
    ("stock.quant", "action_apply_inventory"): counts.action_apply_inventory,
    ("stock.inventory.conflict", "create"): counts.create_conflict,
    ("stock.inventory.conflict", "action_keep_counted_quantity"):
        counts.action_keep_counted_quantity,
    ("stock.inventory.conflict", "action_keep_difference"): counts.action_keep_difference,
    ("stock.picking", "action_confirm"): pickings.action_confirm,
    ("stock.picking", "action_assign"): pickings.action_assign,
    ("stock.picking", "action_cancel"): pickings.action_cancel,
    ("stock.picking", "do_unreserve"): pickings.do_unreserve,
    ("stock.picking", "button_validate"): pickings.button_validate,
    ("sale.order", "action_confirm"): sales.action_confirm,
    ("account.move", "action_post"): sales.action_post,
    ("res.users", "context_get"): sales.context_get,
}


def call(env: Environment, model: str, method: str, args: list, named: dict[str, Any]) -> Any:
    """`args` by position, ids of records first; the rest by name."""
    if schema.fields_of(env.version, model) is None:
        raise errors.user_error(f"Object {model} doesn't exist")
    if method.startswith("_"):
        raise errors.access_error(f"Private methods (such as '{model}.{method}') cannot be called.")
    function = _OWN.get((model, method)) or _COMMON.get(method)
    if function is None:
        raise errors.OdooError("builtins.AttributeError", f"no method {method}", 404)
    known = inspect.signature(function).parameters
    for name in named:
        if name not in known:
            raise errors.unknown_argument(name)
    if "model" in known:
        return function(env, model, *args, **named)
    return function(env, *args, **named)
