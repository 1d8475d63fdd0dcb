"""The arguments of ops/demo, and the order of the day."""

import argparse
import datetime
import pathlib
import shlex
import sys
import time

from shop import day, mischief, plan, replayed, report, screen
from shop.api import Api, Unreachable
from shop.cast import Cast, Seeded
from shop.notebook import offset_of
from shop.outside import evening
from shop.outside import plan as outside_plan
from shop.outside.stand_ins import StandInAway, StandIns
from shop.queries import QueryFailed
from shop.tokens import Mint

ROOT = pathlib.Path(__file__).resolve().parents[2]
REPLAYS_MAX = 10


def arguments():
    parser = argparse.ArgumentParser(
        prog="ops/demo",
        description="Plays a full day of a car workshop through the HTTP faces of a running "
                    "Fettle, reads it back, and compares it with the replayed log.")
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--tenant", default="demo")
    parser.add_argument("--data", default=str(ROOT / "var/fettle"),
                        help="data folder of the server: for its token key and its log")
    parser.add_argument("--seed", type=int, default=1, help="the same seed plans the same day")
    parser.add_argument("--orders", type=int, default=200)
    parser.add_argument("--customers", type=int, default=300)
    parser.add_argument("--workers", type=int, default=6, help="how many orders at a time")
    parser.add_argument("--replay", default="",
                        help="command that prints the log as NDJSON (default: fettle replay)")
    parser.add_argument("--outside", metavar="FILE",
                        help="the day with what is outside, as ops/stand-ins wrote it: login and "
                             "payments by WeChat, parts by Odoo, and the books of all compared; "
                             "without it everybody pays at the desk")
    parser.add_argument("--one-order", action="store_true",
                        help="one order from intake to paid, each step printed")
    return parser.parse_args()


def main():
    options = arguments()
    mint = Mint(pathlib.Path(options.data) / "tokens", options.tenant)
    api = Api(options.url, options.tenant, mint)
    options.stand_ins = StandIns.of_file(options.outside) if options.outside else None
    try:
        return one_order(options, api, mint) if options.one_order else full_day(options, api, mint)
    except (Unreachable, QueryFailed, StandInAway) as problem:
        print(f"ops/demo: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def replay_command(options):
    if options.replay:
        return shlex.split(options.replay)
    return [str(ROOT / "build/release/fettle"), "--data-dir", options.data, "replay",
            "--tenant", options.tenant]


def full_day(options, api, mint):
    connected = options.stand_ins.stores_of_the_day() if options.stand_ins else ()
    shop = day.Shop(api, mint, Cast(options.seed, options.customers, connected),
                    stand_ins=options.stand_ins)
    began, first_day = time.monotonic(), utc_day()
    shop.open()
    customers = shop.cast.customers
    progress = screen.Progress("customers", len(customers))
    day.run_all([lambda pair=pair: shop.welcome(*reversed(pair)) for pair in enumerate(customers)],
                options.workers, progress)
    progress.end()
    plans = plan.make(options.seed, options.orders, len(customers), len(mischief.ALL))
    play_orders(shop, options, plans)
    print_day(shop, options, time.monotonic() - began)
    return judge(shop, options, (first_day, utc_day()))


def play_orders(shop, options, plans):
    stories, progress = [], screen.Progress("orders", len(plans))

    def play(one):
        outside = outside_plan.make(options.seed, one.index) if shop.stand_ins else None
        stories.append(day.one_order(shop, one, outside))

    day.run_all([lambda one=one: play(one) for one in plans], options.workers, progress)
    progress.end()
    if shop.stand_ins:
        progress = screen.Progress("evening", len(stories))
        day.finish_outside(shop, stories, options.workers, progress)
        progress.end()


def utc_day():
    return datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def print_day(shop, options, seconds):
    print(f"\nA day with seed {options.seed}: {len(shop.cast.customers)} customers, "
          f"{len(shop.book.orders)} orders in {seconds:.1f} s")
    told = [["requests", sum(shop.api.statuses.values())],
            ["events of orders and payments", sum(shop.book.events.values())],
            *([what, count] for what, count in sorted(shop.counts.items())),
            ["tried again", shop.api.retries]]
    print(screen.table(["what", "count"], told))
    print("\nRefused, as it should be")
    print(screen.table(["what", "count"], [[k, v] for k, v in sorted(shop.book.refusals.items())]))


def judge(shop, options, days):
    stores, orders = report.read_back(shop, days)
    order_id = report.longest_story(shop.book)
    steps = report.queries.timeline(shop.api, shop.cast.manager, order_id,
                                    shop.book.last_position)
    report.print_stores(shop, stores)
    report.print_timeline(shop.book.orders[order_id]["number"], steps)
    print()
    found = evening.read(shop) if shop.stand_ins else None
    log = read_log(shop, options)
    checks = report.compare_all(shop, log, days, stores, orders, steps, order_id)
    if found:
        report.print_books(evening.check(checks, shop, found, log))
    report.print_outcome(checks)
    return 1 if checks.failures else 0


def read_log(shop, options):
    """Notices follow an order a moment later: read again until they are there, or give up."""
    wanted = sum(facts["notices"] for facts in shop.book.orders.values())
    since = offset_of(shop.book.first_position)
    for _ in range(REPLAYS_MAX):
        progress = screen.Progress("replay", 0)
        log = replayed.read(replay_command(options), since, progress)
        progress.end()
        if sum(log.notices[order] for order in shop.book.orders) >= wanted:
            break
        time.sleep(0.5)
    return log


def watch(what, answer):
    told = answer.json
    state = told.get("state") or told.get("status", "")
    print(f"  {answer.status}  {what:<15} {state:<18} version "
          f"{told.get('version', ''):>3}  {answer.position}")


def one_order(options, api, mint):
    stand_ins = options.stand_ins
    shop = day.Shop(api, mint, Seeded(by_wechat=bool(stand_ins)), watch, stand_ins)
    customer = shop.cast.customers[0]
    print(f"One order: {customer.car['model']}, {customer.car['plate']}")
    if stand_ins:
        shop.shelf.fill()
    shop.welcome(customer)
    story = day.one_order(shop, plan.whole(), outside_plan.whole() if stand_ins else None)
    if stand_ins:
        evening.finish(shop, story)
        for one in story.requisitions:
            watch("posting", api.get(shop.cast.manager, f"/admin/requisitions/{one}"))
    for surprise in shop.book.surprises:
        print(f"  UNEXPECTED {surprise}", file=sys.stderr)
    if not story.id:
        return 1
    steps = report.queries.timeline(api, shop.cast.manager, story.id, story.position)
    report.print_timeline(story.number, steps)
    return 1 if shop.book.surprises or story.state != "PAID" else 0
