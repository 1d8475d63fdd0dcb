"""Stock in places: quants, what is reserved of them, how it moves. Nothing keeps it above zero."""

from __future__ import annotations

from environment import Environment
from store import Record


def is_internal(env: Environment, location: int) -> bool:
    return env.get("stock.location", location)["usage"] == "internal"


def quants(env: Environment, product: int, location: int) -> list[Record]:
    return env.where("stock.quant", product_id=product, location_id=location)


def on_hand(env: Environment, product: int, location: int) -> float:
    return sum(quant["quantity"] for quant in quants(env, product, location))


def free(env: Environment, product: int, location: int) -> float:
    there = quants(env, product, location)
    return sum(quant["quantity"] - quant["reserved_quantity"] for quant in there)


def make_quant(env: Environment, product: int, location: int, quantity: float) -> int:
    return env.store.insert("stock.quant", {
        "product_id": product, "location_id": location, "quantity": quantity,
        "reserved_quantity": 0.0, "inventory_quantity": 0.0, "counted_at": False})


def _first_quant(env: Environment, product: int, location: int) -> int:
    there = quants(env, product, location)
    return there[0]["id"] if there else make_quant(env, product, location, 0.0)


def add(env: Environment, product: int, location: int, quantity: float) -> None:
    quant = env.get("stock.quant", _first_quant(env, product, location))
    env.store.change("stock.quant", quant["id"], quantity=quant["quantity"] + quantity)


def reserve(env: Environment, product: int, location: int, quantity: float) -> None:
    quant = env.get("stock.quant", _first_quant(env, product, location))
    reserved = quant["reserved_quantity"] + quantity
    env.store.change("stock.quant", quant["id"], reserved_quantity=reserved)


def open_moves(env: Environment, product: int, field: str, location: int) -> float:
    """What open moves will bring to a place, or take from it."""
    states = ("confirmed", "waiting", "partially_available", "assigned")
    moves = env.where("stock.move", product_id=product, **{field: location})
    return sum(move["product_uom_qty"] for move in moves if move["state"] in states)


def levels(env: Environment, product: int) -> dict[str, float]:
    """The five figures of a product, in the location of the context or in all of ours."""
    places = [place["id"] for place in env.where("stock.location", usage="internal")]
    if "location" in env.context:
        places = [env.context["location"]]
    warehouse = env.context.get(env.version.warehouse_context)
    if warehouse:
        places = [env.get("stock.warehouse", warehouse)["lot_stock_id"]]
    there = sum(on_hand(env, product, place) for place in places)
    coming = sum(open_moves(env, product, "location_dest_id", place) for place in places)
    going = sum(open_moves(env, product, "location_id", place) for place in places)
    return {
        "qty_available": there,
        "free_qty": sum(free(env, product, place) for place in places),
        "incoming_qty": coming,
        "outgoing_qty": going,
        "virtual_available": there + coming - going,
    }
