"""The end of the day: tables read back from the queries, then every comparison."""

from shop import checks as compare
from shop import queries, screen

STAGES = ("submitted", "accepted", "quoted", "confirmed", "finished", "paid")


def read_back(shop, days):
    """What the queries say, at or after the position of the day's last command."""
    manager, position = shop.cast.manager, shop.book.last_position
    stores = {}
    for store in shop.cast.stores:
        query = f"store={store.id}&from={days[0]}&to={days[1]}"
        stores[store.id] = {
            "funnel": funnel(shop.api, manager, query, position),
            "durations": durations(shop.api, manager, query, position),
        }
    orders = []
    for store in shop.cast.stores:
        orders += queries.rows(shop.api, manager, "/admin/work-orders", position, store=store.id,
                               limit=100)
    return stores, orders


def funnel(api, person, query, position):
    answer = queries.one(api, person, f"/admin/reports/funnel?{query}", position)
    return {stage: answer[stage] for stage in STAGES}


def durations(api, person, query, position):
    answer = queries.one(api, person, f"/admin/reports/durations?{query}", position)
    return {name: (answer[name]["mean_seconds"], answer[name]["median_seconds"],
                   answer[name]["p95_seconds"])
            for name, _, _ in compare.SPANS if answer[name]}


def print_stores(shop, stores):
    names = {store.id: store.name for store in shop.cast.stores}
    rows = [[names[store], *(told["funnel"][stage] for stage in STAGES)]
            for store, told in stores.items()]
    print("\nFunnel, from GET /admin/reports/funnel")
    print(screen.table(["store", *STAGES], rows))
    rows = [[names[store], name, *span]
            for store, told in stores.items() for name, span in told["durations"].items()]
    print("\nDurations in whole seconds, from GET /admin/reports/durations")
    print(screen.table(["store", "span", "mean", "median", "95 %"], rows))


def print_timeline(number, steps):
    print(f"\nOrder {number}, from GET /admin/work-orders/{{id}}")
    print(screen.table(["version", "what", "from", "to", "by", "at"],
                       [[at, kind, before or "-", after, who, when[11:23]]
                        for at, kind, before, after, who, when in steps]))


def longest_story(book):
    """The order with most changes: the most to compare."""
    return max(book.orders, key=lambda order: book.orders[order].get("version", 0))


def compare_all(shop, log, days, stores, orders, steps, order_id):
    checks = compare.Checks()
    checks.that("no answer was a surprise", not shop.book.surprises,
                "; ".join(shop.book.surprises[:5]))
    compare.check_answers(checks, shop.book, log)
    compare.check_rows(checks, shop.book, log, orders)
    for store, told in stores.items():
        compare.check_reports(checks, store, told["funnel"], told["durations"],
                              log.of_store(store, *days))
    compare.check_timeline(checks, shop.book.orders[order_id]["number"], steps,
                           log.orders[order_id])
    compare.check_notices(checks, shop.book, log)
    compare.check_denials(checks, shop.book, log)
    return checks


def print_books(counts):
    print("\nBooks, of all days")
    print(screen.table(["what", "ours", "theirs", "the log's"],
                       [[what, *told] for what, told in counts.items()]))


def print_outcome(checks):
    for failure in checks.failures[:20]:
        print(f"  FAILED {failure}")
    if len(checks.failures) > 20:
        print(f"  … and {len(checks.failures) - 20} more")
    print(f"\n{checks.passed} checks passed" +
          (f", {len(checks.failures)} failed" if checks.failures else ""))
