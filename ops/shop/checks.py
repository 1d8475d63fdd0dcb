"""Compares three tellings of one day: answers of commands, queries, and the replayed log."""

import math
import statistics

from shop import replayed as told

SPANS = (("accept", "SUBMITTED", "ACCEPTED"), ("diagnose", "DIAGNOSING", "QUOTED"),
         ("repair", "REPAIRING", "READY_TO_PAY"), ("wait_for_payment", "READY_TO_PAY", "PAID"))
UNCOUNTED = {"DocumentLinked"}  # Odoo's own time decides how often a document is told of
ROUNDING = 1e-6  # seconds; sums of the database and ours may differ in the last place


class Checks:
    def __init__(self):
        self.passed = 0
        self.failures = []

    def that(self, what, right, detail=""):
        if right:
            self.passed += 1
        else:
            self.failures.append(f"{what}: {detail}" if detail else what)

    def same(self, what, one, other):
        self.that(what, one == other, f"{one!r} is not {other!r}")


def durations(orders):
    """Seconds: mean, median and 95th percentile, interpolated as percentile_cont does."""
    found = {}
    for name, begin, end in SPANS:
        spans = sorted((order.reached[end] - order.reached[begin]).total_seconds()
                       for order in orders if begin in order.reached and end in order.reached)
        if spans:
            found[name] = (statistics.fmean(spans), quantile(spans, 0.5), quantile(spans, 0.95))
    return found


def quantile(values, share):
    at = share * (len(values) - 1)
    low, high = math.floor(at), math.ceil(at)
    return values[low] + (values[high] - values[low]) * (at - low)


def check_answers(checks, book, replayed):
    """Every accepted command left its events, and nothing else left any."""
    counted = {}
    for order_id in book.orders:
        order = replayed.orders.get(order_id)
        if order is None:
            checks.that("an acknowledged order is on the log", False, order_id)
            continue
        for name, count in order.types.items():
            counted[name] = counted.get(name, 0) + count
        for name in ("PaymentStarted", "PaymentSucceeded", "PaymentFailed"):
            count = replayed.payment_types[(order_id, name)]
            if count:
                counted[name] = counted.get(name, 0) + count
    for name in sorted((set(counted) | set(book.events)) - UNCOUNTED):
        checks.same(f"{name} on the log and acknowledged", counted.get(name, 0),
                    book.events.get(name, 0))
    for order_id, facts in book.orders.items():
        order = replayed.orders.get(order_id)
        if order:
            checks.same(f"state of {facts['number']} on the log and answered", order.state,
                        facts["state"])
            checks.same(f"version of {facts['number']} on the log and answered", order.version,
                        facts["version"])


def check_rows(checks, book, replayed, shown):
    """The list of orders, row by row, against the fold of the log."""
    by_id = {row["id"]: row for row in shown}
    for order_id in book.orders:
        row, order = by_id.get(order_id), replayed.orders.get(order_id)
        if row is None or order is None:
            checks.that("an order is in the list of orders", False, order_id)
            continue
        paid = row["paid"]["minor"] if row.get("paid") else 0
        checks.same(f"row of {order.number} and the log",
                    (row["status"], row["version"], paid, row["store_id"]),
                    (order.state, order.version, order.paid, order.store))


def is_rounded(whole, seconds):
    return abs(whole - seconds) <= 0.5 + ROUNDING


def check_reports(checks, store, funnel, spans, orders):
    """Two reports on a store against the orders of the same store and days on the log."""
    checks.same(f"funnel of {store} and the log", funnel, told.funnel(orders))
    wanted = durations(orders)
    checks.same(f"durations of {store}: which", sorted(spans), sorted(wanted))
    for name, numbers in wanted.items():
        same = name in spans and all(map(is_rounded, spans[name], numbers))
        checks.that(f"durations of {store}: {name}", same, f"{spans.get(name)} is not {numbers}")


def check_timeline(checks, what, shown, order):
    checks.same(f"timeline of {what}", [tuple(row) for row in shown],
                [(at, kind, before, after, who, when)
                 for at, kind, before, after, who, when in order.timeline])


def check_notices(checks, book, replayed):
    """One notice for each quote that can be confirmed, for the wish to be paid, and for the end."""
    for order_id, facts in book.orders.items():
        checks.same(f"notices of {facts['number']}", replayed.notices[order_id], facts["notices"])


def check_denials(checks, book, replayed):
    """Every 403 to a known caller is on the log."""
    checks.same("denials on the log and answered", replayed.denials, book.denied)
