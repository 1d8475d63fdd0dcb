"""What the log says of money and parts."""

import collections


class LogBooks:
    def __init__(self):
        self.succeeded = collections.Counter()  # payment by WeChat -> times
        self.fen = collections.Counter()  # payment by WeChat -> what came
        self.paid_jobs = collections.Counter()  # order -> times
        self.refunded = collections.Counter()  # refund by WeChat -> fen
        self.refund_times = collections.Counter()
        self.posted = collections.Counter()  # requisition -> times
        self.issued = collections.Counter()  # picking -> pieces
        self.returned = collections.Counter()  # picking of a return -> pieces

    def add(self, event):
        action = getattr(self, f"_{event['type']}", None)
        if action:
            action(event["subject"].split("/", 1)[1], event["data"])

    def _PaymentSucceeded(self, payment, data):
        if data["method"] == "wechat":
            self.succeeded[payment] += 1
            self.fen[payment] += data["amount"]["minor"]

    def _JobPaid(self, job, _):
        self.paid_jobs[job] += 1

    def _RefundSucceeded(self, _, data):
        if data["method"] == "wechat":
            self.refund_times[data["refund"]] += 1
            self.refunded[data["refund"]] += data["amount"]["minor"]

    def _RequisitionPosted(self, requisition, data):
        self.posted[requisition] += 1
        self.issued[data["document"]["name"]] += data["quantity"]

    def _PartsReturned(self, _, data):
        self.returned[data["document"]["name"]] += data["quantity"]
