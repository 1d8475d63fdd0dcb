"""Three nodes of fettle on three real brokers and a real PostgreSQL, under load, while nodes and
brokers are killed and paused and nodes are cut off from the brokers; then a checker that knows only
the answers, the log and the rows proves that nothing acknowledged was lost, nothing was done twice,
no refusal was a lie, and that the rows are the fold of the log.

  python3 test/crash/chaos --fettle build/release/fettle --faults 120
  python3 test/crash/chaos --fettle build/release/fettle --short      what ops/test runs
  python3 test/crash/chaos --fettle … --kills 5                       how long a take-over takes
  python3 test/crash/chaos --fettle … --sleep 65                      owners that stop for a minute
  python3 test/crash/chaos --self-test                                the checker finds made-up lies
  python3 test/crash/chaos --fettle … --mutants build/release         and what two broken fettles do

Exits with 0 only when nothing was wrong; the last lines are the counts."""

import argparse
import random
import sys

import mutants
import self_test
from run import Run, kills_alone, random_faults, sleeps_alone


def parsed():
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fettle", default="build/release/fettle")
    parser.add_argument("--faults", type=int, default=120, help="at least so many")
    parser.add_argument("--kills", type=int, default=0,
                        help="only so many kill -9 of nodes, apart: how long a take-over takes")
    parser.add_argument("--sleep", type=float, default=0,
                        help="only two nodes, apart, that are stopped for so many seconds")
    parser.add_argument("--seconds", type=float, default=0, help="of faults, at least")
    parser.add_argument("--seed", type=int, help="of chance; the times are the machine's")
    parser.add_argument("--session", type=float, default=6, help="seconds of a member's session")
    parser.add_argument("--message-timeout", type=float, default=8, help="seconds of an append")
    parser.add_argument("--answer-seconds", type=float, default=5, help="a client waits so long")
    parser.add_argument("--clients", type=int, default=12)
    parser.add_argument("--tenants", type=int, default=8)
    parser.add_argument("--short", action="store_true", help="a minute, and ten faults")
    parser.add_argument("--mutants", metavar="FOLDER", help="where fettle_with_… lie")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave all files where they are")
    options = parser.parse_args()
    if options.short:
        options.faults, options.session = 10, 3
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(10**6)
    return options


def main():
    options = parsed()
    if options.self_test:
        return self_test.run()
    if options.mutants:
        return mutants.run(options)
    print(f"seed {options.seed}", flush=True)
    return 1 if Run(options, options.fettle).judge(hurting(options)(options)) else 0


def hurting(options):
    if options.kills:
        return kills_alone
    return sleeps_alone if options.sleep else random_faults


if __name__ == "__main__":
    sys.exit(main())
