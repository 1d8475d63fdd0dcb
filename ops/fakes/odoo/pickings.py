"""The life of a picking: confirm, assign, validate, cancel, and the wizards in the way."""

from __future__ import annotations

from typing import Any

import errors
import quantities
import records
from environment import Environment
from store import Record

_OPEN = ("confirmed", "waiting", "partially_available", "assigned")


def moves_of(env: Environment, picking: int) -> list[Record]:
    return env.where("stock.move", picking_id=picking)


def _settle(env: Environment, picking: int) -> None:
    """A picking is `assigned` as soon as one of its moves has a part of what it needs."""
    states = {move["state"] for move in moves_of(env, picking)} - {"cancel"}
    if not states:
        state = "cancel"
    elif "draft" in states:
        state = "draft"
    elif states == {"done"}:
        state = "done"
    else:
        state = "assigned" if states & {"assigned", "partially_available"} else "confirmed"
    done = env.now() if state == "done" else env.get("stock.picking", picking)["date_done"]
    env.store.change("stock.picking", picking, state=state, date_done=done)


def assign_move(env: Environment, move: Record) -> None:
    missing = move["product_uom_qty"] - move["reserved"]
    source = move["location_id"]
    if quantities.is_internal(env, source):
        there = max(quantities.free(env, move["product_id"], source), 0.0)
        taken = min(missing, there)
        if taken > 0:
            quantities.reserve(env, move["product_id"], source, taken)
    else:
        taken = missing
    reserved = move["reserved"] + taken
    state = "assigned" if reserved >= move["product_uom_qty"] else "partially_available"
    env.store.change("stock.move", move["id"], reserved=reserved,
                     state=state if reserved > 0 else "confirmed")


def _release(env: Environment, move: Record) -> None:
    if move["reserved"] and quantities.is_internal(env, move["location_id"]):
        quantities.reserve(env, move["product_id"], move["location_id"], -move["reserved"])
    env.store.change("stock.move", move["id"], reserved=0.0)


def action_confirm(env: Environment, ids: list[int]) -> bool:
    for picking in ids:
        for move in moves_of(env, picking):
            if move["state"] != "draft":
                continue
            env.store.change("stock.move", move["id"], state="confirmed")
            outside = not quantities.is_internal(env, move["location_id"])
            if env.version.reserves_at_confirm or outside:
                assign_move(env, env.get("stock.move", move["id"]))
        env.get("stock.picking", picking)
        _settle(env, picking)
    return True


def action_assign(env: Environment, ids: list[int]) -> bool:
    waiting = [move for picking in ids for move in moves_of(env, picking) if move["state"] in _OPEN]
    if not waiting:
        raise errors.user_error("Nothing to check the availability for.")
    for move in waiting:
        if move["state"] != "assigned":
            assign_move(env, move)
    for picking in ids:
        _settle(env, picking)
    return True


def action_cancel(env: Environment, ids: list[int]) -> bool:
    for picking in ids:
        for move in moves_of(env, picking):
            if move["state"] == "done":
                raise errors.user_error("You cannot cancel a stock move that is done.")
            _release(env, move)
            env.store.change("stock.move", move["id"], state="cancel")
        _settle(env, picking)
    return True


def do_unreserve(env: Environment, ids: list[int]) -> None:
    for picking in ids:
        for move in moves_of(env, picking):
            if move["state"] in _OPEN:
                _release(env, move)
                env.store.change("stock.move", move["id"], state="confirmed")
        _settle(env, picking)


def _wizard(model: str, name: str, ids: list[int]) -> dict:
    return {"name": name, "type": "ir.actions.act_window", "view_mode": "form", "res_model": model,
            "views": [[552, "form"]], "view_id": 552, "target": "new",
            "context": {"button_validate_picking_ids": ids, "default_show_transfers": False,
                        "default_pick_ids": [[4, picking] for picking in ids]}}


def _to_do(env: Environment, move: Record, any_picked: bool) -> float:
    if env.version.major <= 16:
        return move["done"]
    if any_picked and not move["picked"]:
        return 0.0
    return move["done"] or move["reserved"]


def _finish_move(env: Environment, move: Record, quantity: float) -> None:
    _release(env, move)
    quantities.add(env, move["product_id"], move["location_id"], -quantity)
    quantities.add(env, move["product_id"], move["location_dest_id"], quantity)
    env.store.change("stock.move", move["id"], state="done", done=quantity, picked=True,
                     product_uom_qty=quantity, date=env.now())


def _split_rest(env: Environment, picking: Record, rests: list[tuple[Record, float]]) -> None:
    """What was not done stays to be done under a name of its own."""
    if not rests or picking["id"] in env.context.get("picking_ids_not_to_backorder", []):
        return
    kept = ("origin", "picking_type_id", "location_id", "location_dest_id")
    rest = records.make(env, "stock.picking", {field: picking[field] for field in kept})
    for move, quantity in rests:
        values = {f: move[f] for f in ("product_id", "product_uom", "location_id",
                                       "location_dest_id")}
        if env.version.has_move_name:
            values["name"] = move["name"]
        records.make(env, "stock.move", {**values, "product_uom_qty": quantity, "picking_id": rest})
    action_confirm(env, [rest])


def _finish(env: Environment, picking: Record) -> None:
    moves = [move for move in moves_of(env, picking["id"]) if move["state"] != "cancel"]
    any_picked = any(move["picked"] for move in moves)
    rests = []
    for move in moves:
        quantity = _to_do(env, move, any_picked)
        if quantity < move["product_uom_qty"]:
            rests.append((move, move["product_uom_qty"] - quantity))
        if quantity > 0:
            _finish_move(env, move, quantity)
        else:
            _release(env, move)
            env.store.change("stock.move", move["id"], state="cancel")
    _settle(env, picking["id"])
    _split_rest(env, picking, rests)


def _check_tracking(env: Environment, moves: list[Record]) -> None:
    for move in moves:
        if env.get("product.product", move["product_id"])["tracking"] != "none":
            raise errors.user_error("You need to supply a Lot/Serial number for product")


def _needed_wizard(env: Environment, ids: list[int], moves: list[Record]) -> dict | None:
    any_picked = any(move["picked"] for move in moves)
    todo = [_to_do(env, move, any_picked) for move in moves]
    if not any(todo):
        if env.version.immediate_wizard and not env.context.get("skip_immediate"):
            return _wizard("stock.immediate.transfer", "Immediate Transfer?", ids)
        raise errors.user_error("You cannot validate a transfer if no quantities are reserved.")
    short = any(q < move["product_uom_qty"] for q, move in zip(todo, moves))
    if short and not env.context.get("skip_backorder"):
        return _wizard("stock.backorder.confirmation", "Create Backorder?", ids)
    return None


def button_validate(env: Environment, ids: list[int]) -> Any:
    pickings = [env.get("stock.picking", picking) for picking in ids]
    todo = [picking for picking in pickings if picking["state"] != "done"]
    if len(todo) < len(pickings) and env.version.refuses_done_again:
        raise errors.user_error("You cannot validate a transfer if no quantities are reserved.")
    for picking in todo:
        if picking["state"] in ("draft", "cancel"):
            raise errors.user_error("Please add some items to move.")
        moves = [move for move in moves_of(env, picking["id"]) if move["state"] != "cancel"]
        _check_tracking(env, moves)
        wizard = _needed_wizard(env, ids, moves)
        if wizard:
            return wizard
    for picking in todo:
        _finish(env, picking)
    return True
