"""Goods on their way in: what a supplier is to bring, and has not brought yet."""

from __future__ import annotations

import pickings
import records
from environment import Environment


def announce(env: Environment, wanted: dict) -> dict:
    """{code, warehouse, quantity}: a confirmed incoming picking; /fake/post takes it in."""
    warehouse = env.where("stock.warehouse", code=wanted.get("warehouse", "WH"))[0]
    product = env.where("product.product", default_code=wanted["code"])[0]["id"]
    places = {"location_id": _suppliers(env), "location_dest_id": warehouse["lot_stock_id"]}
    name = f"{warehouse['code']}/IN/{len(list(env.store.all('stock.picking'))) + 1:05}"
    picking = records.make(env, "stock.picking", {
        "name": name, "picking_type_id": warehouse["in_type_id"], **places})
    line = {"name": wanted["code"]} if env.version.has_move_name else {}
    records.make(env, "stock.move", {
        "product_id": product, "product_uom": 1, "product_uom_qty": float(wanted["quantity"]),
        "picking_id": picking, **places, **line})
    pickings.action_confirm(env, [picking])
    return {"id": picking, "name": name}


def _suppliers(env: Environment) -> int:
    known = env.where("stock.location", usage="supplier")
    if known:
        return known[0]["id"]
    return env.store.insert("stock.location", {"name": "Vendors", "usage": "supplier"})
