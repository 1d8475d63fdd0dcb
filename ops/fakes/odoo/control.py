"""The side door for tests and the demo: faults, stock, postings by hand, and the books."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any, Callable

import pickings
import quantities
import receipts
import records
import seed
from database import Database
from environment import Environment
from faults import Faults
from replay import Replay


def dump(env: Environment) -> dict:
    """Pickings by name with what moved, stock by product and place, as an auditor would add it."""
    codes = {product["id"]: product["default_code"] for product in env.store.all("product.product")}
    places = {place["id"]: place["name"] for place in env.store.all("stock.location")}
    shown = []
    for picking in env.store.all("stock.picking"):
        lines = [{"code": codes[move["product_id"]], "asked": move["product_uom_qty"],
                  "done": move["done"] if move["state"] == "done" else 0.0}
                 for move in pickings.moves_of(env, picking["id"])]
        shown.append({"name": picking["name"], "origin": picking["origin"],
                      "state": picking["state"], "lines": lines})
    stock: dict[tuple[str, str], float] = {}
    for quant in env.store.all("stock.quant"):
        key = (codes[quant["product_id"]], places[quant["location_id"]])
        stock[key] = stock.get(key, 0.0) + quant["quantity"]
    return {"pickings": shown, "sales": _sales(env),
            "stock": [{"code": code, "place": place, "quantity": q}
                      for (code, place), q in stock.items()]}


def _sales(env: Environment) -> dict:
    """The customers that have a key of somebody's, the sale orders and the invoices."""
    wanted = {"res.partner": ("name", "ref"), "sale.order": ("name", "client_order_ref", "state"),
              "account.move": ("name", "ref", "state", "narration")}
    sales = {model: [{"id": record["id"], **{field: record.get(field, False) for field in fields}}
                     for record in env.store.all(model)
                     if model != "res.partner" or record.get("ref")]
             for model, fields in wanted.items()}
    for invoice in sales["account.move"]:
        lines = env.where("account.move.line", move_id=invoice["id"])
        invoice["amount"] = sum(line["quantity"] * line["price_unit"] for line in lines)
    return sales


def post_by_hand(env: Environment, wanted: dict) -> dict:
    """{name} posts what is there; {origin, warehouse, lines: [{code, quantity}]} makes it first."""
    if "lines" in wanted:
        picking = _make_by_hand(env, wanted)
    else:
        picking = env.where("stock.picking", name=wanted["name"])[0]["id"]
    pickings.action_confirm(env, [picking])
    for move in pickings.moves_of(env, picking):
        done = wanted.get("quantity", move["product_uom_qty"])
        env.store.change("stock.move", move["id"], done=float(done), picked=True)
    result = pickings.button_validate(env.with_context({"skip_backorder": True}), [picking])
    return {"id": picking, "name": env.get("stock.picking", picking)["name"], "result": result}


def _make_by_hand(env: Environment, wanted: dict) -> int:
    warehouse = env.where("stock.warehouse", code=wanted.get("warehouse", "WH"))[0]
    source = warehouse["lot_stock_id"]
    customers = env.where("stock.location", usage="customer")[0]["id"]
    picking = records.make(env, "stock.picking", {
        "origin": wanted.get("origin", False), "picking_type_id": warehouse["out_type_id"],
        "location_id": source, "location_dest_id": customers})
    for line in wanted["lines"]:
        product = env.where("product.product", default_code=line["code"])[0]["id"]
        name = {"name": line["code"]} if env.version.has_move_name else {}
        records.make(env, "stock.move", {
            "product_id": product, "product_uom": 1, "product_uom_qty": line["quantity"],
            "location_id": source, "location_dest_id": customers, "picking_id": picking, **name})
    return picking


def move_stock(env: Environment, wanted: dict) -> float:
    """{code, warehouse, quantity}: so much more or less lies there."""
    product = env.where("product.product", default_code=wanted["code"])[0]["id"]
    place = seed.stock_of(env, wanted.get("warehouse", "WH"))
    quantities.add(env, product, place, float(wanted["quantity"]))
    return quantities.on_hand(env, product, place)


_WORK: dict[str, Callable[[Environment, dict], Any]] = {
    "/fake/product": seed.add_product, "/fake/post": post_by_hand, "/fake/stock": move_stock,
    "/fake/receipt": receipts.announce}


class Control(BaseHTTPRequestHandler):
    database: Database
    faults: Faults
    replay: Replay | None
    set_down: Callable[[bool], None]

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.replay:
            return self._send(200, {"unmatched": self.replay.unmatched})
        state = self.database.transact(lambda env: {**dump(env), **self.database.counts()}, {})
        self._send(200, {**state, "requests": self.database.requests})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            self._send(200, self._do(json.loads(body or b"{}")))
        except Exception as caught:  # whoever drives a test must see what was wrong with it
            self._send(400, {"error": repr(caught)})

    def _do(self, wanted: dict) -> Any:
        if self.path == "/fake/fault":
            self.faults.add(wanted)
        elif self.path == "/fake/clear":
            self.faults.clear()
        elif self.path == "/fake/down":
            type(self).set_down(wanted["down"])
        elif self.path == "/fake/replay" and self.replay:
            self.replay.control(wanted)
        else:
            return self.database.transact(lambda env: _WORK[self.path](env, wanted), {})
        return None

    def _send(self, status: int, value: Any) -> None:
        body = json.dumps(value).encode()
        head = (f"HTTP/1.1 {status} Fake\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n")
        self.wfile.write(head.encode() + body)
        self.close_connection = True
