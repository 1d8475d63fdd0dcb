"""Three sets of books that must agree: our rows, those of the stand-ins, and the log.

`checks` is told each comparison: see shop/checks.py.
"""

import collections

HAS_MONEY = ("SUCCESS", "REFUND")  # states of an order at WeChat Pay


def check_payments(checks, rows, theirs, log):
    """Each payment that somebody knows of: with all, of the same amount, once."""
    ours = {row["id"]: row for row in rows if row.get("transaction_id")}
    paid = {order["out_trade_no"]: order for order in theirs["orders"]
            if order["state"] in HAS_MONEY}
    for number in sorted({*ours, *paid, *log.succeeded}):
        row, order = ours.get(number), paid.get(number)
        if row is None or order is None or number not in log.succeeded:
            checks.that(f"payment {number} is in all books", False,
                        f"ours {row is not None}, WeChat Pay's {order is not None}, "
                        f"the log's {number in log.succeeded}")
            continue
        checks.same(f"payment {number}: times, amount, transaction",
                    (log.succeeded[number], log.fen[number], row["amount"]["minor"],
                     row["transaction_id"]),
                    (1, order["total"], order["total"], order["transaction_id"]))
    twice = {job: times for job, times in log.paid_jobs.items() if times != 1}
    checks.that("every order is paid once", not twice, str(twice))
    return {"payments": (len(ours), len(paid), len(log.succeeded)),
            "fen paid": (sum(row["amount"]["minor"] for row in ours.values()),
                         sum(order["total"] for order in paid.values()), sum(log.fen.values()))}


def check_refunds(checks, rows, theirs, log):
    """Each refund with its amount and its payment, once."""
    ours = {row["id"]: (row["amount"]["minor"], row["payment_id"]) for row in rows
            if row["status"] == "SUCCEEDED" and row["method"] == "wechat"}
    back = {refund["out_refund_no"]: (refund["refund"], refund["out_trade_no"])
            for refund in theirs["refunds"]}
    checks.same("refunds, ours and WeChat Pay's", ours, back)
    fen = {number: amount for number, (amount, _) in ours.items()}
    checks.same("refunds, ours and the log's", fen, dict(log.refunded))
    checks.that("every refund went back once", set(log.refund_times.values()) <= {1})
    return {"refunds": (len(ours), len(back), len(log.refunded)),
            "fen refunded": (sum(fen.values()), sum(amount for amount, _ in back.values()),
                             sum(log.refunded.values()))}


def done_pickings(state):
    """Name -> pieces that moved."""
    done = collections.Counter()
    for picking in state["pickings"]:
        if picking["state"] == "done":
            done[picking["name"]] += sum(round(line["done"]) for line in picking["lines"])
    return done


def check_postings(checks, requisitions, returns, state, log):
    """Each picking that is done in Odoo is one issue or one return of ours, of as many pieces."""
    issued = {row["document"]: row["issued"] for row in requisitions if row.get("posted_at")}
    back = {row["document"]: row["returned"] for row in returns if row["status"] == "RETURNED"}
    done = done_pickings(state)
    for name in sorted({*issued, *back, *done, *log.issued, *log.returned}):
        checks.same(f"picking {name}: ours, the log's and Odoo's pieces",
                    (issued.get(name, back.get(name)), log.issued[name] + log.returned[name]),
                    (done[name], done[name]))
    twice = {one: times for one, times in log.posted.items() if times != 1}
    checks.that("every requisition is posted once", not twice, str(twice))
    there = len(set(done) & set(issued)), len(set(done) - set(issued))
    return {"postings": (len(issued), there[0], len(log.issued)),
            "pieces issued": (sum(issued.values()), sum(done[name] for name in issued),
                              sum(log.issued.values())),
            "returns": (len(back), there[1], len(log.returned)),
            "pieces returned": (sum(back.values()),
                                sum(done.values()) - sum(done[name] for name in issued),
                                sum(log.returned.values()))}


def stock_of(state, place):
    found = collections.Counter()
    for row in state["stock"]:
        if row["place"] == place:
            found[row["code"]] += round(row["quantity"])
    return found


def check_stock(checks, parts, state, warehouses, log):
    """On hand in our view as in Odoo, and out of the house what was issued and did not return."""
    on_hand, theirs = collections.Counter(), collections.Counter()
    for row in parts:
        on_hand[row["store_id"], row["product_id"]] = row["on_hand"]
    for store, code in warehouses.items():
        for product, pieces in stock_of(state, f"{code}/Stock").items():
            theirs[store, product] = pieces
    for place in sorted({*on_hand, *theirs}):
        checks.same(f"on hand of {place[1]} in {place[0]}, ours and Odoo's", on_hand[place],
                    theirs[place])
    out = sum(log.issued.values()) - sum(log.returned.values())
    gone = sum(stock_of(state, "Customers").values())
    checks.same("pieces with customers, the log's and Odoo's", out, gone)
    return {"pieces on hand": (sum(on_hand.values()), sum(theirs.values()), "-"),
            "pieces with customers": ("-", gone, out)}
