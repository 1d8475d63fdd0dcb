"""Three sets of books: our rows, the stand-ins', and the log. All must tell the same."""
import json

from shop.checks import Checks
from shop.outside import books
from shop.outside.log_books import LogBooks
from work import FEN, REFUND_FEN, SKU, STOCK


def read_log(scene):
    log = LogBooks()
    for line in scene.run("replay").splitlines():
        if line.startswith(b"{"):
            log.add(json.loads(line))
    return log


def compare(scene, work):
    checks, log = Checks(), read_log(scene)
    pay, odoo = scene.state("pay"), scene.state("odoo")
    told = books.check_payments(checks, work.rows("/admin/payments?state=SUCCEEDED"), pay, log)
    told |= books.check_refunds(checks, work.rows("/admin/refunds?state=SUCCEEDED"), pay, log)
    told |= books.check_postings(checks, work.rows("/admin/requisitions?state=POSTED"),
                                 work.rows("/admin/parts-returns"), odoo, log)
    left = books.stock_of(odoo, "WH/Stock")[SKU]
    checks.same("what Odoo has left", left, STOCK - sum(log.issued.values()))
    checks.same("our view of what Odoo has left", work.stock_seen(left), left)
    counts = {f"{what} {whose}": count for what, counts in told.items()
              for whose, count in zip(("ours", "theirs", "log"), counts)}
    counts |= {"fen expected": FEN * len(work.payments),
               "fen back expected": REFUND_FEN * len(work.refunds), "Odoo has left": left,
               "checks passed": checks.passed}
    return counts, work.troubles + what_is_missing(work, log) + checks.failures


def what_is_missing(work, log):
    """What the work began has its end on the log."""
    wrong = [f"order {order}, payment {number}, is not paid"
             for order, number in work.payments.items() if log.paid_jobs[order] != 1]
    wrong += [f"refund {number} did not go back" for number in work.refunds
              if log.refund_times[number] != 1]
    return wrong + [f"requisition {one} is not posted" for one in work.requisitions
                    if log.posted[one] != 1]
