"""Runs a part: its contenders in turns, round after round, and what the rounds say together."""

import statistics
import sys
import time

from measure.guard import FOREIGN_CORES_MAX, Watch
from measure.lab import Lab
from measure.part import verdict

ATTEMPTS_A_ROUND = 3  # so many times the wanted rounds may be begun, then the machine is too busy
SMOKE_DIVISOR = 100  # of the number of aggregates
QUIET_SECONDS_MAX = 30  # how long a round waits for others to end, before it tries all the same


SAID = {"per_second": ("/s", 0), "p50_ms": ("ms", 2), "seconds_to_ready": ("s to ready", 2),
        "megabytes": ("MB", 0), "cores": ("cores", 3)}


class Busy(Exception):
    pass


def say(text):
    print(text, file=sys.stderr, flush=True)


class Pace:
    """How long and how often; a smoke run asks whether all of it works and judges nothing."""

    def __init__(self, rounds, seconds, smoke, aggregates_max):
        self.rounds, self.seconds, self.smoke = (1, 1, True) if smoke else (rounds, seconds, False)
        self.warm_up = 0.2 if smoke else 1
        self.aggregates_max = aggregates_max

    def aggregates_of(self, wanted):
        return min(wanted, self.aggregates_max) // (SMOKE_DIVISOR if self.smoke else 1)

    @property
    def attempts(self):
        return self.rounds * (1 if self.smoke else ATTEMPTS_A_ROUND)


def _measure(lab, contender, pace):
    watch = Watch(lab.processes)
    measured = contender.measure(lab, pace.seconds, pace.warm_up)
    measured["foreign_cores"] = round(watch.foreign_cores(), 3)
    return measured


def _round(lab, part, pace, may_be_busy):
    """One of each. A busy moment spoils the whole round: its figures belong together."""
    lab.latest = {}
    for name, contender in part.contenders.items():
        measured = lab.latest[name] = _measure(lab, contender, pace)
        said = [f"{measured[field]:>10.{digits}f} {unit}" for field, (unit, digits) in SAID.items()
                if field in measured]
        say(f"  {name:<36}{' '.join(said)}")
        if measured["foreign_cores"] > FOREIGN_CORES_MAX and not may_be_busy:
            raise Busy(f"others used {measured['foreign_cores']:.2f} of a core")
    return lab.latest


def _wait_for_quiet(lab):
    end = time.monotonic() + QUIET_SECONDS_MAX
    while time.monotonic() < end:
        watch = Watch(lab.processes)
        time.sleep(1)
        if watch.foreign_cores() <= FOREIGN_CORES_MAX:
            return


def _rounds(lab, part, pace):
    """Those that count, and how many were thrown away."""
    kept, thrown = [], 0
    while len(kept) < pace.rounds and len(kept) + thrown < pace.attempts:
        say(f"{part.name}: round {len(kept) + 1} of {pace.rounds}")
        if not pace.smoke:
            _wait_for_quiet(lab)
        try:
            kept.append(_round(lab, part, pace, may_be_busy=pace.smoke))
        except Busy as busy:
            thrown += 1
            say(f"  thrown away: {busy}")
    return kept, thrown


def _spread(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def _merged(histograms):
    counts = {}
    for histogram in histograms:
        for to, count in histogram:
            counts[to] = counts.get(to, 0) + count
    return sorted(counts.items())


FIELDS = ("per_second", "final_per_second", "p50_ms", "p90_ms", "p99_ms", "p99_9_ms", "max_ms",
          "seconds_to_ready", "aggregates", "megabytes", "megabytes_anonymous", "megabytes_most",
          "cores")


def _of_contender(rounds):
    summary = {field: _spread([one[field] for one in rounds])
               for field in FIELDS if field in rounds[0]}
    summary["refused"] = sum(one.get("refused", 0) for one in rounds)
    summary["histogram_ms"] = _merged(one.get("histogram_ms", ()) for one in rounds)
    return summary


def _judged(ratio, kept, judge):
    spread = _spread([ratio.of(one) for one in kept])
    goal = {"least": ratio.least, "most": ratio.most, "floor": ratio.floor}
    return {**spread, "name": ratio.name, **goal,
            "verdict": judge or verdict(spread["median"], **goal)}


def run_part(part, pace, root, build, scratch):
    """What the report says of it. Raises Failed if an answer or the log was wrong."""
    part = part.within(pace.aggregates_max)
    with Lab(root, build, scratch, pace, part.with_rows) as lab:
        for contender in part.contenders.values():
            contender.prepare(lab)
        kept, thrown = _rounds(lab, part, pace)
        acknowledged = lab.check()
        say(f"{part.name}: {acknowledged} acknowledged commands, all on the log")
    not_judged = "not judged: smoke" if pace.smoke else ""
    if len(kept) < pace.rounds:
        not_judged = "not judged: busy"
    return {"title": part.title, "load": part.load, "seconds": pace.seconds,
            "rounds": len(kept), "thrown_away": thrown, "acknowledged": acknowledged,
            "not_judged": not_judged,
            "contenders": {name: _of_contender([one[name] for one in kept])
                           for name in part.contenders} if kept else {},
            "ratios": [_judged(ratio, kept, not_judged) for ratio in part.ratios] if kept else []}
