"""Orders and refunds as WeChat Pay spells them, in replies and in notifications."""
import json

STATES = {"SUCCESS": "支付成功", "NOTPAY": "订单未支付", "CLOSED": "订单已关闭",
          "REFUND": "转入退款"}


def transaction(account: dict, order: dict, changes: dict | None = None) -> dict:
    told = {"mchid": account["mchid"], "appid": account["appid"],
            "out_trade_no": order["out_trade_no"], "trade_state": order["state"],
            "trade_state_desc": STATES[order["state"]], "promotion_detail": [],
            "amount": {"total": order["total"], "currency": "CNY"}, "payer": {}}
    if order["attach"] is not None:
        told["attach"] = order["attach"]
    if order["transaction_id"] is not None:
        told |= {"transaction_id": order["transaction_id"], "trade_type": "JSAPI",
                 "bank_type": "OTHERS", "success_time": order["paid_at"],
                 "payer": {"openid": order["openid"]}}
        told["amount"] |= {"payer_total": order["total"], "payer_currency": "CNY"}
    for name, value in (changes or {}).items():
        if name in told["amount"]:
            told["amount"][name] = value
        else:
            told[name] = value
    return told


def refund_amount(order: dict, refund: dict) -> dict:
    return {"total": order["total"], "refund": refund["refund"], "payer_total": order["total"],
            "payer_refund": refund["refund"]}


def refund_reply(order: dict, refund: dict) -> dict:
    amount = refund_amount(order, refund) | {"currency": "CNY", "settlement_refund":
                                             refund["refund"]}
    told = {"refund_id": refund["refund_id"], "out_refund_no": refund["out_refund_no"],
            "transaction_id": order["transaction_id"], "out_trade_no": order["out_trade_no"],
            "channel": "ORIGINAL", "user_received_account": "零钱",
            "create_time": refund["made_at"], "status": refund["status"], "amount": amount}
    if refund["status"] == "SUCCESS":
        told["success_time"] = refund["made_at"]
    return told


def refund_notice(account: dict, order: dict, refund: dict) -> dict:
    return {"mchid": account["mchid"], "out_trade_no": order["out_trade_no"],
            "transaction_id": order["transaction_id"],
            "out_refund_no": refund["out_refund_no"], "refund_id": refund["refund_id"],
            "refund_status": refund["status"], "success_time": refund["made_at"],
            "user_received_account": "零钱", "amount": refund_amount(order, refund)}


def plain(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
