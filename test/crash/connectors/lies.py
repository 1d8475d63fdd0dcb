"""Whether the comparison of the books finds what is wrong: made-up ones that agree, and lies."""
import copy
import json

from books import compare
from work import FEN, REFUND_FEN, SKU, STOCK

EVENTS = ("PaymentSucceeded", "JobPaid", "RefundSucceeded", "RequisitionPosted")


def honest():
    """Two orders paid, the first one's money back in part, two requisitions posted."""
    return {
        "/admin/payments?state=SUCCEEDED": [
            {"id": f"p{n}", "transaction_id": f"42{n}", "amount": {"minor": FEN}} for n in (1, 2)],
        "/admin/refunds?state=SUCCEEDED": [
            {"id": "r1", "payment_id": "p1", "status": "SUCCEEDED", "method": "wechat",
             "amount": {"minor": REFUND_FEN}}],
        "/admin/requisitions?state=POSTED": [
            {"document": f"WR/{n}", "issued": n, "posted_at": "now"} for n in (1, 2)],
        "/admin/parts-returns": [],
        "seen": STOCK - 3,
        "orders": [
            {"out_trade_no": f"p{n}", "transaction_id": f"42{n}", "total": FEN, "state": state}
            for n, state in ((1, "REFUND"), (2, "SUCCESS"))],
        "refunds": [{"out_refund_no": "r1", "out_trade_no": "p1", "refund": REFUND_FEN}],
        "pickings": [
            {"name": f"WR/{n}", "state": "done", "lines": [{"done": float(n)}]} for n in (1, 2)],
        "stock": [{"code": SKU, "place": "WH/Stock", "quantity": STOCK - 3.0}],
        "PaymentSucceeded": [
            (f"payment/p{n}", {"method": "wechat", "amount": {"minor": FEN}}) for n in (1, 2)],
        "JobPaid": [("job/o1", {}), ("job/o2", {})],
        "RefundSucceeded": [
            ("payment/p1", {"method": "wechat", "refund": "r1", "amount": {"minor": REFUND_FEN}})],
        "RequisitionPosted": [
            (f"requisition/q{n}", {"document": {"name": f"WR/{n}"}, "quantity": n})
            for n in (1, 2)]}


class Told:
    """Scene and work at once: it answers from such books."""

    def __init__(self, books):
        self._books = books
        self.troubles = []
        self.payments = {"o1": "p1", "o2": "p2"}
        self.refunds = {"r1": "p1"}
        self.requisitions = ["q1", "q2"]

    def rows(self, path):
        return self._books[path]

    def state(self, _):
        return self._books

    def run(self, *_):
        lines = [json.dumps({"type": name, "subject": subject, "data": data})
                 for name in EVENTS for subject, data in self._books[name]]
        return "\n".join(lines).encode()

    def stock_seen(self, _):
        return self._books["seen"]


def lies():
    """What each one is called, where, and what becomes of the list that stands there."""
    ours, theirs = "/admin/payments?state=SUCCEEDED", "orders"
    back, posted = "/admin/refunds?state=SUCCEEDED", "/admin/requisitions?state=POSTED"
    without_first, doubled = lambda of: of[1:], lambda of: of + of[:1]
    first = lambda **other: lambda of: [{**of[0], **other}] + of[1:]  # noqa: E731
    return [
        ("a payment is missing in our rows", ours, without_first),
        ("a payment is missing at the service", theirs, without_first),
        ("a payment is not on the log", "PaymentSucceeded", without_first),
        ("a payment is on the log twice", "PaymentSucceeded", doubled),
        ("an order is not paid", "JobPaid", without_first),
        ("an order is paid twice", "JobPaid", doubled),
        ("another amount in our rows", ours, first(amount={"minor": FEN + 1})),
        ("another amount at the service", theirs, first(total=FEN - 1)),
        ("another transaction", theirs, first(transaction_id="43")),
        ("a refund is missing in our rows", back, without_first),
        ("a refund is missing at the service", "refunds", without_first),
        ("a refund is given twice", "refunds", lambda of: of + [{**of[0], "out_refund_no": "r2"}]),
        ("a refund is on the log twice", "RefundSucceeded", doubled),
        ("a refund of another amount", "refunds", first(refund=REFUND_FEN * 2)),
        ("a refund of another payment", "refunds", first(out_trade_no="p2")),
        ("a posting is missing in our rows", posted, without_first),
        ("a posting is missing in Odoo", "pickings", without_first),
        ("a posting is done twice in Odoo", "pickings", doubled),
        ("a posting is on the log twice", "RequisitionPosted", doubled),
        ("a posting is not on the log", "RequisitionPosted", without_first),
        ("Odoo has another stock", "stock", first(quantity=STOCK - 4.0)),
        ("our view is another than Odoo's stock", "seen", lambda of: of + 1)]


def self_test():
    """The exit status: 0 when the honest books agree and every lie is found."""
    told = Told(honest())
    unfounded = compare(told, told)[1]
    missed = []
    for name, place, change in lies():
        books = copy.deepcopy(honest())
        books[place] = change(books[place])
        told = Told(books)
        found = compare(told, told)[1]
        if not found:
            missed.append(name)
        print(f"{name:40} {found[0] if found else 'NOT FOUND'}")
    print(f"{len(lies()) - len(missed)} of {len(lies())} lies found, "
          f"{len(unfounded)} complaints about honest books")
    return 1 if missed or unfounded else 0
