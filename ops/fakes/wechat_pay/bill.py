"""The trade bill of a day, laid out as the real one: CSV, a backtick before each field."""
import hashlib

from common.serving import Reply, json_reply

import china_time
from books import Books
from refused import Refused

COLUMNS = ("交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
           "交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,"
           "充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,"
           "费率备注").split(",")
SUMMARY = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def line(account: dict, order: dict, refund: dict | None) -> str:
    at = order["paid_at"] if refund is None else refund["made_at"]
    row = dict.fromkeys(COLUMNS, "")
    row |= {"交易时间": china_time.in_bill(at), "公众账号ID": account["appid"],
            "商户号": account["mchid"], "特约商户号": "0", "微信订单号": order["transaction_id"],
            "商户订单号": order["out_trade_no"], "用户标识": order["openid"], "交易类型": "JSAPI",
            "交易状态": "SUCCESS" if refund is None else "REFUND", "付款银行": "OTHERS",
            "货币种类": "CNY", "代金券金额": "0.00", "充值券退款金额": "0.00",
            "商品名称": order["description"], "商户数据包": order["attach"] or "",
            "手续费": "0.00000", "费率": "0.60%"}
    paid = yuan(order["total"]) if refund is None else "0.00"
    back = "0.00" if refund is None else yuan(refund["refund"])
    row |= {"应结订单金额": paid, "订单金额": paid, "退款金额": back, "申请退款金额": back}
    if refund is not None:
        row |= {"微信退款单号": refund["refund_id"], "商户退款单号": refund["out_refund_no"],
                "退款类型": "ORIGINAL", "退款状态": refund["status"]}
    return ",".join("`" + value for value in row.values())


def lines_of(account: dict, books: Books, day: str) -> tuple[list[str], int, int]:
    orders = {order["out_trade_no"]: order for order in
              books.all("SELECT * FROM orders WHERE transaction_id IS NOT NULL"
                        " ORDER BY paid_at, rowid")}
    paid = [order for order in orders.values() if china_time.day_of(order["paid_at"]) == day]
    back = [refund for refund in books.all("SELECT * FROM refunds ORDER BY made_at, rowid")
            if china_time.day_of(refund["made_at"]) == day]
    lines = [line(account, order, None) for order in paid]
    lines += [line(account, orders[refund["out_trade_no"]], refund) for refund in back]
    return lines, sum(o["total"] for o in paid), sum(r["refund"] for r in back)


def text_of(account: dict, books: Books, day: str) -> bytes:
    lines, paid, back = lines_of(account, books, day)
    totals = [str(len(lines)), yuan(paid), yuan(back), "0.00", "0.00000", yuan(paid), yuan(back)]
    lines = [",".join(COLUMNS), *lines, SUMMARY, ",".join("`" + total for total in totals)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def place(account: dict, books: Books, own_url: str, asked: dict) -> Reply:
    day = asked.get("bill_date", "")
    if not lines_of(account, books, day)[0]:
        raise Refused(400, "NO_STATEMENT_EXIST", "账单文件不存在")
    digest = hashlib.sha1(text_of(account, books, day)).hexdigest()
    return json_reply({"hash_type": "SHA1", "hash_value": digest,
                       "download_url": f"{own_url}/v3/billdownload/file?token={day}"})
