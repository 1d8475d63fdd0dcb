"""Payments and postings while everything dies, and books that must agree at the end.

  python3 test/crash/connectors --fettle build/release/fettle --payments 1000 --postings 1000
  python3 test/crash/connectors --fettle … --seed 7 --payments 40 --postings 40 --faults 30
  python3 test/crash/connectors --self-test

A real `fettle serve` on PostgreSQL is connected to the stand-ins of ops/fakes for WeChat Pay and
Odoo. Orders are paid, every third one's money goes back in part, and parts are issued by many at
once, while a seed draws kills of all three processes and faults of the vendors. Then ours (the
rows), theirs (the stand-ins' books) and the log are compared: nothing lost, nothing paid, given
back or posted twice. The last lines are the counts; exit status 0 only when all agree.
"""
import argparse
import os
import random
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "..", "ops"))

# They use the play of ops/shop.
from books import compare  # noqa: E402
from drama import Drama  # noqa: E402
from lies import self_test  # noqa: E402
from scene import Scene  # noqa: E402
from work import Work  # noqa: E402


def parse():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    does = parser.add_mutually_exclusive_group(required=True)
    does.add_argument("--fettle")
    does.add_argument("--self-test", action="store_true", help="whether the comparison finds lies")
    parser.add_argument("--payments", type=int, default=1000)
    parser.add_argument("--postings", type=int, default=1000)
    parser.add_argument("--faults", type=int, default=300, help="at least so many (300)")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--odoo", type=int, default=17, choices=[16, 17, 18, 19])
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    return parser.parse_args()


def main():
    asked = parse()
    if asked.self_test:
        sys.exit(self_test())
    print(f"seed {asked.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fettle-connectors-") as folder:
        scene = Scene(asked, folder)
        try:
            scene.open()
            work = Work(scene, asked)
            drama = Drama(scene, asked.seed, work.give_up)
            drama.begin()
            work.do_all()
            drama.end(asked.faults)
            if drama.troubles:
                sys.exit("\n".join(drama.troubles))
            work.settle()
            counts, wrong = compare(scene, work)
        finally:
            scene.close()
    counts = {**counts, **drama.counts, "seconds": round(time.monotonic() - began)}
    for name, count in counts.items():
        print(f"{name:24} {count}")
    for line in wrong[:20]:
        print("WRONG", line)
    print(f"{len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
