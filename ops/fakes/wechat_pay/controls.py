"""What tests and the demo steer by. All bodies are JSON.

POST /fake/pay        {"out_trade_no", "delay": 0, "times": 1, "changes": {}, "callback": true}
                      the payer pays; changes: members told otherwise, as {"total": 1}
POST /fake/forge      {"out_trade_no", "kind", "changes": {}, "out_refund_no": ""}  a callback of
                      the payment, or of that refund of it, sent once; kinds: see
                      single_callbacks.py -> {"status"}
POST /fake/make       as forge, and not sent -> {"headers", "body"}
POST /fake/repeat     {"id"}                    a callback once more, signed anew
POST /fake/hold       {"held": true}            no callbacks until it is false
POST /fake/balance    {"fen"}                   what the merchant can refund at once
POST /fake/rotate     {}                        a new platform key -> {"serial"}
POST /fake/faults     a fault, see common/faults.py;  DELETE /fake/faults forgets them
GET  /fake/state      orders, refunds and callbacks, for reconciliation, and how often each
                      order was asked for, and refunds of it
"""
import secrets
import uuid

from common.controls import CommonControls
from common.faults import Faults

import china_time
import single_callbacks
import spelling
from books import Books
from callbacks import Callbacks
from openssl_keys import Keys


class Controls(CommonControls):
    state_tables = ("orders", "refunds", "callbacks", "calls")

    def __init__(self, keys: Keys, books: Books, callbacks: Callbacks, faults: Faults) -> None:
        super().__init__(books, faults)
        self._keys, self._books, self._callbacks = keys, books, callbacks

    def post_pay(self, wish: dict) -> dict:
        with self._books.lock:
            return self._pay(wish)

    def _pay(self, wish: dict) -> dict:
        order = self._books.order(wish["out_trade_no"])
        if order is None or order["state"] != "NOTPAY":
            raise ValueError("no order that waits for a payer")
        self._books.all("UPDATE orders SET state = 'SUCCESS', transaction_id = ?, paid_at = ?"
                        " WHERE out_trade_no = ?", "42" + str(secrets.randbelow(10**26)).zfill(26),
                        china_time.now(), order["out_trade_no"])
        order = self._books.order(order["out_trade_no"])
        text = spelling.plain(spelling.transaction(self._keys.account, order,
                                                   wish.get("changes")))
        ids = []
        if wish.get("callback", True):
            ids.append(self._callbacks.queue("TRANSACTION.SUCCESS", text, order["notify_url"],
                                             wish.get("delay", 0)))
            for _ in range(wish.get("times", 1) - 1):
                self._callbacks.repeat(ids[0])
        return {"transaction_id": order["transaction_id"], "callbacks": ids}

    def post_forge(self, wish: dict) -> dict:
        return {"status": single_callbacks.send(self._keys, wish["kind"], self._single(wish))}

    def post_make(self, wish: dict) -> dict:
        headers, body = single_callbacks.make(self._keys, wish["kind"], self._single(wish))
        return {"headers": headers, "body": body.decode()}

    def _single(self, wish: dict) -> dict:
        order, changes = self._books.order(wish["out_trade_no"]), wish.get("changes", {})
        refund = self._books.refund(wish.get("out_refund_no", ""))
        if refund is None:
            event_type, told = "TRANSACTION.SUCCESS", spelling.transaction(
                self._keys.account, order | {
                    "state": "SUCCESS", "transaction_id": order["transaction_id"] or "4200000000",
                    "paid_at": order["paid_at"] or china_time.now()}, changes)
        else:
            event_type = "REFUND.SUCCESS"
            told = spelling.refund_notice(self._keys.account, order, refund) | changes
        return {"id": str(uuid.uuid4()), "event_type": event_type,
                "plain": spelling.plain(told), "notify_url": order["notify_url"]}

    def post_repeat(self, wish: dict) -> dict:
        self._callbacks.repeat(wish["id"])
        return {}

    def post_hold(self, wish: dict) -> dict:
        self._books.set("held", int(wish["held"]))
        return {}

    def post_balance(self, wish: dict) -> dict:
        self._books.set("balance", wish["fen"])
        return {}

    def post_rotate(self, _: dict) -> dict:
        return {"serial": self._keys.rotate()}
