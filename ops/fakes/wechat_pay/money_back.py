"""Refunds: never more than was paid, never one number for two. The caller holds the books' lock."""
import json
import secrets

from common.serving import Reply, json_reply

import china_time
import spelling
from books import Books
from callbacks import Callbacks
from orders import found
from refused import Refused

REASON_BYTES_MAX = 80


def refund(account: dict, books: Books, callbacks: Callbacks, asked: dict) -> Reply:
    order = found(books, asked.get("out_trade_no", ""))
    amount, content = asked.get("amount", {}), json.dumps(asked, sort_keys=True)
    known = books.refund(asked.get("out_refund_no", ""))
    if known is not None:
        if known["content"] != content:
            raise Refused(400, "INVALID_REQUEST", "与之前的退款不一致")
        return json_reply(spelling.refund_reply(order, known))
    if order["transaction_id"] is None or amount.get("total") != order["total"]:
        raise Refused(400, "INVALID_REQUEST", "订单未支付或金额不一致")
    if not isinstance(amount.get("refund"), int) or amount["refund"] <= 0:
        raise Refused(400, "PARAM_ERROR", "refund")
    if not 0 < len(asked.get("reason", "none").encode()) <= REASON_BYTES_MAX:
        raise Refused(400, "PARAM_ERROR", "reason")
    if books.refunded(order["out_trade_no"]) + amount["refund"] > order["total"]:
        raise Refused(400, "INVALID_REQUEST", "可退金额不足")
    if amount["refund"] > books.setting("balance", 10**12):
        raise Refused(403, "NOT_ENOUGH", "余额不足")
    made = {"out_refund_no": asked["out_refund_no"], "content": content,
            "refund_id": "503" + str(secrets.randbelow(10**25)).zfill(25),
            "out_trade_no": order["out_trade_no"], "refund": amount["refund"],
            "status": "SUCCESS", "notify_url": asked.get("notify_url"),
            "made_at": china_time.now()}
    books.insert("refunds", made)
    books.all("UPDATE orders SET state = 'REFUND' WHERE out_trade_no = ?", order["out_trade_no"])
    if made["notify_url"]:
        plain = spelling.plain(spelling.refund_notice(account, order, made))
        callbacks.queue("REFUND.SUCCESS", plain, made["notify_url"])
    # As the real one does: the reply says that it goes on, the callback that it is done.
    return json_reply(spelling.refund_reply(order, made | {"status": "PROCESSING"}))


def query(books: Books, number: str) -> Reply:
    known = books.refund(number)
    if known is None:
        raise Refused(404, "RESOURCE_NOT_EXISTS", "退款单不存在")
    return json_reply(spelling.refund_reply(found(books, known["out_trade_no"]), known))
