"""The part of an order in which money comes by WeChat, and some of it goes back."""

import time

from shop import faults

SECONDS_MAX = 120  # for what another system does by itself
PAUSE_SECONDS = 0.1
LATE_SECONDS = 2
# What the stand-in does when the payer has paid; see ops/fakes/wechat_pay/controls.py.
WISHES = {"callback": {}, "forged": {}, "twice": {"times": 2}, "late": {"delay": LATE_SECONDS},
          "silent": {"callback": False}}
FORGERIES = {"forged", "stale", "truncated", "unsigned", "unknown_serial"}


class Waits(Exception):
    """The story goes on in the evening."""


def until(question, seconds=SECONDS_MAX):
    """What the question answers once it is not false; None when that takes too long."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        answer = question()
        if answer:
            return answer
        time.sleep(PAUSE_SECONDS)
    return None


class WechatSteps:
    """Of a Story whose shop is connected and whose customer came in by the mini-program."""

    def prepared(self, answer, send):
        """202 says that WeChat Pay is still asked: the same key again brings the parameters."""
        if answer.status == 202:
            answer = until(lambda: self._once_prepared(send)) or answer
        return answer

    def _once_prepared(self, send):
        answer = send()
        return answer if answer.status != 202 else None

    def pay_by_wechat(self, payment):
        self.payment = payment
        how = self.outside.pay
        if how == "desk":
            self.payment = ""
            return self.pay_cash("PaymentDropped", "PaymentFailed", "PaymentBegun",
                                 "PaymentStarted")
        if how == "forged":
            self.forge()
        self.shop.stand_ins.control("pay", "pay", {"out_trade_no": payment, **WISHES[how]})
        self.shop.count(f"payments by WeChat: {how}")
        if how == "silent":
            self.shop.waiting.append(self)
            raise Waits
        return self.be_paid()

    def forge(self):
        kind = self.dice.choice(sorted(FORGERIES))
        told = self.shop.stand_ins.control("pay", "forge",
                                           {"out_trade_no": self.payment, "kind": kind})
        self.book.unverified(kind, told["status"])

    def hear_of_money(self):
        path = f"/mp/payments/{self.payment}"
        heard = until(lambda: self._is_paid(path))
        if heard is None:
            self.book.wrong(f"payment {self.payment} ({self.outside.pay}) is not heard of")
            return False
        self.book.heard("PaymentSucceeded", "JobPaid", "JobMoved")
        self.shop.seen("callback", heard)
        return True

    def _is_paid(self, path):
        if self.api.get(self.customer.person, path).json.get("status") != "SUCCEEDED":
            return None
        return self.look()

    def look(self):
        """State and version as the desk sees them, after what nobody here has done."""
        answer = self.api.get(self.store.desk, f"/admin/work-orders/{self.id}")
        row = answer.json
        if not self.book.expect("the order", answer, 200):
            return None
        self.state, self.version = row["status"], row["version"]
        return answer

    def refund(self):
        """A tenth of it; more than was paid is refused."""
        path, finance = f"/admin/payments/{self.payment}/refunds", self.shop.cast.finance
        part = max(1, self.total // 10)
        self.book.refused("more back than was paid", self.api.post(
            finance, path, {"amount": faults.money(self.total + 1), "reason": "多退"}), 422,
            "refund_over_paid", "amount")
        answer = self.api.post(finance, path,
                               {"amount": faults.money(part), "reason": "更换件可继续使用"})
        if self.book.expect("refund", answer, 201):
            self.book.see(answer.position)
            self.shop.count("refunds")
