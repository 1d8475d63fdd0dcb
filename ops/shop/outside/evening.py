"""The end of a connected day: what was waited for has come, what was left over goes back, and what
the shop, WeChat Pay and Odoo have in their books is read."""

from shop import queries
from shop.outside import books
from shop.outside.wechat import until

OPEN_REFUNDS = ("ASKED", "STUCK")
PAID_OUT = ("PAID", "CLOSED")


def finish(shop, story):
    """Money and parts of one order, to their end."""
    if story in shop.waiting:
        story.go_on_paid()
    if not story.id:
        return
    rows = story.await_parts()
    shop.count("postings by Odoo", sum(row["status"] == "POSTED" for row in rows))
    # What was given out for an order that was cancelled meanwhile came back by itself.
    left = [row for row in rows if row["status"] == "POSTED" and row["issued"] > row["returned"]]
    if story.outside.return_part and left:
        story.bring_back(left[0])
        story.await_parts()
    if story.outside.refund and story.payment and story.state in PAID_OUT:
        story.refund()
    if story.requisitions and story.look():
        shop.book.order(story.id, state=story.state, version=story.version)


def read(shop):
    """Everything of all days. Asked again while money or stock is on its way."""
    found = until(lambda: _read_settled(shop))
    if found is None:
        shop.book.wrong("refunds, or the stock that Odoo has, are not known in time")
        found = _read(shop)
    return found


def _read_settled(shop):
    found = _read(shop)
    moving = any(row["status"] in OPEN_REFUNDS for row in found["refunds"])
    return None if moving or _behind(shop, found) else found


def _behind(shop, found):
    """Whether our view of the stock is older than Odoo's stock."""
    ours = {(row["store_id"], row["product_id"]): row["on_hand"] for row in found["parts"]}
    for store, code in shop.stand_ins.warehouses.items():
        for product, pieces in books.stock_of(found["odoo"], f"{code}/Stock").items():
            if ours.get((store, product)) != pieces:
                return True
    return False


def _read(shop):
    manager, position = shop.cast.manager, shop.book.last_position
    pages = {"payments": "/admin/payments", "refunds": "/admin/refunds",
             "requisitions": "/admin/requisitions", "returns": "/admin/parts-returns",
             "parts": "/admin/parts", "dead": "/admin/errands"}
    filters = {"payments": {"state": "SUCCEEDED"}, "dead": {"status": "DEAD"}}
    found = {name: queries.rows(shop.api, manager, path, position, limit=100,
                                **filters.get(name, {}))
             for name, path in pages.items()}
    return {**found, "pay": shop.stand_ins.state("pay"), "odoo": shop.stand_ins.state("odoo")}


def check(checks, shop, found, log):
    """The counts, each as (ours, theirs, the log's)."""
    counts = books.check_payments(checks, found["payments"], found["pay"], log.books)
    counts |= books.check_refunds(checks, found["refunds"], found["pay"], log.books)
    counts |= books.check_postings(checks, found["requisitions"], found["returns"], found["odoo"],
                                   log.books)
    counts |= books.check_stock(checks, found["parts"], found["odoo"], shop.stand_ins.warehouses,
                                log.books)
    checks.same("errands that wait for a person", found["dead"], [])
    kept = sum(count for verdict, count in log.verdicts.items() if verdict != "OK")
    checks.that("every forged callback is on the log", kept >= shop.book.forged,
                f"{kept} are, {shop.book.forged} were refused")
    return counts
