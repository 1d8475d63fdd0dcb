"""Orders: made, asked about, closed. The caller holds the books' lock."""
import json
import re
import secrets
import urllib.parse

from common.serving import Reply, json_reply

import spelling
from books import Books
from refused import Refused

NUMBER = re.compile(r"[0-9A-Za-z_\-|*]{6,32}")


def check_prepay(account: dict, asked: dict) -> None:
    if asked.get("mchid") != account["mchid"] or asked.get("appid") != account["appid"]:
        raise Refused(400, "APPID_MCHID_NOT_MATCH")
    amount = asked.get("amount", {})
    good = (NUMBER.fullmatch(asked.get("out_trade_no", ""))
            and 0 < len(asked.get("description", "")) <= 127
            and len(asked.get("attach", "")) <= 128
            and "?" not in asked.get("notify_url", "?")
            and isinstance(amount.get("total"), int) and amount["total"] > 0
            and amount.get("currency", "CNY") == "CNY" and asked.get("payer", {}).get("openid"))
    if not good:
        raise Refused(400, "PARAM_ERROR", "参数错误")


def prepay(account: dict, books: Books, asked: dict) -> Reply:
    check_prepay(account, asked)
    content = json.dumps(asked, sort_keys=True)
    known = books.order(asked["out_trade_no"])
    if known is None:
        prepay_id = "wx" + secrets.token_hex(16)
        books.insert("orders", {
            "out_trade_no": asked["out_trade_no"], "content": content, "prepay_id": prepay_id,
            "state": "NOTPAY", "total": asked["amount"]["total"],
            "openid": asked["payer"]["openid"], "description": asked["description"],
            "attach": asked.get("attach"), "notify_url": asked["notify_url"],
            "transaction_id": None, "paid_at": None})
        return json_reply({"prepay_id": prepay_id})
    if known["state"] == "CLOSED":
        raise Refused(400, "ORDER_CLOSED", "订单已关闭")
    if known["state"] != "NOTPAY":
        raise Refused(400, "ORDERPAID", "订单已支付")
    if known["content"] != content:
        raise Refused(403, "OUT_TRADE_NO_USED", "商户订单号重复")
    return json_reply({"prepay_id": known["prepay_id"]})


def found(books: Books, number: str) -> dict:
    order = books.order(urllib.parse.unquote(number))
    if order is None:
        raise Refused(404, "ORDER_NOT_EXIST", "订单不存在")
    return order


def query(account: dict, books: Books, number: str, asked: dict) -> Reply:
    if asked.get("mchid") != account["mchid"]:
        raise Refused(400, "PARAM_ERROR", "mchid")
    return json_reply(spelling.transaction(account, found(books, number)))


def close(account: dict, books: Books, number: str, asked: dict) -> Reply:
    if asked.get("mchid") != account["mchid"]:
        raise Refused(400, "PARAM_ERROR", "mchid")
    order = found(books, number)
    if order["state"] == "CLOSED":
        raise Refused(400, "ORDER_CLOSED", "订单已关闭")
    if order["state"] != "NOTPAY":
        raise Refused(400, "ORDERPAID", "订单已支付")
    books.all("UPDATE orders SET state = 'CLOSED' WHERE out_trade_no = ?", order["out_trade_no"])
    return Reply(204)
