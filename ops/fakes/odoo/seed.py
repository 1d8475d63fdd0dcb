"""What a new database has: places, warehouses, picking types; and how a shop's products get in."""

from __future__ import annotations

import quantities
import records
from environment import Environment


def first_records(env: Environment, warehouses: list[str]) -> None:
    insert = env.store.insert
    customers = 2 if env.version.major >= 19 else 5
    insert("stock.location", {"name": "Customers", "usage": "customer"}, customers)
    insert("ir.model.data", {"module": "stock", "name": "stock_location_customers",
                             "res_id": customers})
    insert("uom.uom", {"name": "Units"}, 1)
    insert("res.users", {"name": "Fettle", "login": "fettle"}, 2)
    for code in warehouses:
        _warehouse(env, code, customers)


def _warehouse(env: Environment, code: str, customers: int) -> None:
    insert = env.store.insert
    stock = insert("stock.location", {"name": f"{code}/Stock", "usage": "internal"})
    receipts = insert("stock.picking.type", {
        "name": f"{code}: Receipts", "code": "incoming", "default_location_dest_id": stock})
    issues = insert("stock.picking.type", {
        "name": f"{code}: Delivery Orders", "code": "outgoing", "default_location_src_id": stock,
        "default_location_dest_id": customers if env.version.type_names_customers else False,
        "return_picking_type_id": receipts})
    insert("stock.warehouse", {"code": code, "lot_stock_id": stock, "out_type_id": issues,
                               "in_type_id": receipts})


def stock_of(env: Environment, warehouse: str) -> int:
    return env.where("stock.warehouse", code=warehouse)[0]["lot_stock_id"]


def add_product(env: Environment, wanted: dict) -> int:
    """{code, name, price, cost, tracking, supplier, warehouse, quants: [20]}: what lies in its
    warehouse, in one quant or several."""
    storable = {"detailed_type": "product"} if env.version.major <= 17 else {"is_storable": True}
    product = records.make(env, "product.product", {
        "default_code": wanted["code"], "name": wanted.get("name", wanted["code"]),
        "list_price": wanted.get("price", 99.5), "standard_price": wanted.get("cost", 40.0),
        "tracking": wanted.get("tracking", "none"), **storable,
        "type": "product" if env.version.major <= 17 else "consu"})
    if "supplier" in wanted:
        _supply(env, product, wanted["supplier"])
    for quantity in wanted.get("quants", []):
        place = stock_of(env, wanted.get("warehouse", "WH"))
        quantities.make_quant(env, product, place, float(quantity))
    return product


def _supply(env: Environment, product: int, name: str) -> None:
    template = env.get("product.product", product)["product_tmpl_id"]
    partner = env.store.insert("res.partner", {"name": name})
    env.store.insert("product.supplierinfo", {
        "product_tmpl_id": template, "partner_id": partner, "product_code": f"S-{product}",
        "price": 35.25, "delay": 3})
