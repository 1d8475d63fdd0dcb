"""What a merchant may call: every request's signature is checked, every reply is signed."""
import base64
import re
import time

from common.serving import Reply, Request, json_reply

import bill
import money_back
import orders
from books import Books
from callbacks import Callbacks
from openssl_keys import Keys
from refused import Refused

FIELDS = re.compile(r'(\w+)="([^"]*)"')
NAMES = {"mchid", "nonce_str", "timestamp", "serial_no", "signature"}
AGE_SECONDS_MAX = 300


class MerchantApi:
    def __init__(self, keys: Keys, books: Books, callbacks: Callbacks) -> None:
        self.keys, self.books, self.callbacks = keys, books, callbacks
        self.own_url = ""
        number = "([0-9A-Za-z_%*|@-]+)"
        self._routes = [
            ("POST", "/v3/pay/transactions/jsapi", self._prepay),
            ("GET", f"/v3/pay/transactions/out-trade-no/{number}", self._query),
            ("POST", f"/v3/pay/transactions/out-trade-no/{number}/close", self._close),
            ("POST", "/v3/refund/domestic/refunds", self._refund),
            ("GET", f"/v3/refund/domestic/refunds/{number}", self._query_refund),
            ("GET", "/v3/certificates", self._certificates),
            ("GET", "/v3/bill/tradebill", self._bill_place),
        ]

    def handle(self, request: Request) -> Reply:
        if not self._is_merchants(request):
            # Their gateway does not sign this one.
            return json_reply({"code": "SIGN_ERROR", "message": "签名错误"}, 401)
        if request.path == "/v3/billdownload/file":
            text = bill.text_of(self.keys.account, self.books, request.query["token"])
            return Reply(200, text, {"Content-Type": "text/plain"})
        reply = self._answer(request)
        wanted = request.headers.get("wechatpay-serial", "")
        reply.headers |= self.keys.signed_headers(reply.body, wanted)
        return reply

    def _answer(self, request: Request) -> Reply:
        for method, pattern, action in self._routes:
            found = re.fullmatch(pattern, request.path)
            if found and request.method == method:
                try:
                    with self.books.lock:
                        return action(request, *found.groups())
                except Refused as refused:
                    return refused.reply
        return json_reply({"code": "RESOURCE_NOT_EXISTS", "message": "no such route"}, 404)

    def _is_merchants(self, request: Request) -> bool:
        kind, _, rest = request.headers.get("authorization", "").partition(" ")
        given = dict(FIELDS.findall(rest))
        if kind != "WECHATPAY2-SHA256-RSA2048" or given.keys() != NAMES:
            return False
        account = self.keys.account
        if (given["mchid"], given["serial_no"]) != (account["mchid"], account["serial"]):
            return False
        if abs(time.time() - int(given["timestamp"])) > AGE_SECONDS_MAX:
            return False
        text = f"{request.method}\n{request.target}\n{given['timestamp']}\n"
        text += f"{given['nonce_str']}\n"
        return self.keys.is_merchants(text.encode() + request.body + b"\n",
                                      base64.b64decode(given["signature"]))

    def _prepay(self, request: Request) -> Reply:
        asked = request.json()
        self.books.count("prepay", asked.get("out_trade_no", ""))
        return orders.prepay(self.keys.account, self.books, asked)

    def _query(self, request: Request, number: str) -> Reply:
        return orders.query(self.keys.account, self.books, number, request.query)

    def _close(self, request: Request, number: str) -> Reply:
        return orders.close(self.keys.account, self.books, number, request.json())

    def _refund(self, request: Request) -> Reply:
        asked = request.json()
        self.books.count("refund", asked.get("out_trade_no", ""))
        return money_back.refund(self.keys.account, self.books, self.callbacks, asked)

    def _query_refund(self, _: Request, number: str) -> Reply:
        return money_back.query(self.books, number)

    def _certificates(self, _: Request) -> Reply:
        return json_reply({"data": self.keys.certificates()})

    def _bill_place(self, request: Request) -> Reply:
        return bill.place(self.keys.account, self.books, self.own_url, request.query)
