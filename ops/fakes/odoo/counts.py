"""Inventory counts on quants, and the conflict when stock moved after it was counted."""

from __future__ import annotations

import errors
import quantities
import records
from environment import Environment
from store import Record


def create(env: Environment, model: str, vals_list: list | dict) -> int | list[int]:
    if isinstance(vals_list, list):
        return [_make(env, values) for values in vals_list]
    return _make(env, vals_list)


def _make(env: Environment, values: Record) -> int:
    """In inventory mode the quant that is there is taken."""
    product, location = values["product_id"], values["location_id"]
    there = quantities.quants(env, product, location)
    quant = there[0]["id"] if there else quantities.make_quant(env, product, location, 0.0)
    if "inventory_quantity" in values:
        _count(env, quant, values["inventory_quantity"])
    return quant


def _count(env: Environment, quant: int, counted: float) -> None:
    seen = env.get("stock.quant", quant)["quantity"]
    env.store.change("stock.quant", quant, inventory_quantity=float(counted), counted_at=seen)


def write(env: Environment, model: str, ids: list[int], vals: Record) -> bool:
    if "inventory_quantity" not in vals:
        return records.write(env, model, ids, vals)
    if not env.context.get("inventory_mode"):
        raise errors.user_error("Only the quantity of a count can be changed.")
    for quant in ids:
        _count(env, quant, vals["inventory_quantity"])
    return True


def action_apply_inventory(env: Environment, ids: list[int]) -> dict | None:
    if env.plain_user and env.version.major == 17:
        raise errors.access_error("Only a stock manager can validate an inventory adjustment.")
    outdated = [quant for quant in ids if _is_outdated(env.get("stock.quant", quant))]
    if outdated:
        return {"name": "Conflict in Inventory Adjustment", "type": "ir.actions.act_window",
                "res_model": "stock.inventory.conflict", "target": "new",
                "context": {"default_quant_ids": ids, "default_quant_to_fix_ids": outdated}}
    for quant in ids:
        _apply(env, env.get("stock.quant", quant))
    return None


def _is_outdated(quant: Record) -> bool:
    return quant["counted_at"] is not False and quant["counted_at"] != quant["quantity"]


def _apply(env: Environment, quant: Record) -> None:
    difference = quant["inventory_quantity"] - quant["quantity"]
    reference = env.context.get("inventory_name", "Product Quantity Updated")
    if env.version.major in (17, 18) and quant["counted_at"] is not False:
        reference += " (Administrator)"
    values = {"product_id": quant["product_id"], "product_uom": 1, "state": "done",
              "product_uom_qty": difference, "is_inventory": True, "reference": reference,
              "location_id": quant["location_id"], "location_dest_id": quant["location_id"],
              "done": difference, "reserved": 0.0, "picked": True, "date": env.now()}
    env.store.insert("stock.move", values)
    env.store.change("stock.quant", quant["id"], quantity=quant["inventory_quantity"],
                     inventory_quantity=0.0, counted_at=False)


def create_conflict(env: Environment, model: str, vals_list: list | dict) -> int | list[int]:
    wizard = env.store.insert(model, {"quant_ids": env.context.get("default_quant_ids", [])})
    return [wizard] if isinstance(vals_list, list) else wizard


def _resolve(env: Environment, ids: list[int], keep_difference: bool) -> dict | None:
    quants = env.get("stock.inventory.conflict", ids[0])["quant_ids"]
    for number in quants:
        quant = env.get("stock.quant", number)
        counted = quant["inventory_quantity"]
        if keep_difference:
            counted += quant["quantity"] - quant["counted_at"]
        _count(env, number, counted)
    return action_apply_inventory(env, quants)


def action_keep_counted_quantity(env: Environment, ids: list[int]) -> dict | None:
    return _resolve(env, ids, keep_difference=False)


def action_keep_difference(env: Environment, ids: list[int]) -> dict | None:
    return _resolve(env, ids, keep_difference=True)
