"""How soon a server serves again after `kill -9`."""

import random
import time
from dataclasses import dataclass

from measure.part import Part, Ratio

KILLS_A_ROUND = 3
STORES, BAYS = 10**6, 9  # ten events each: the store, and its bays


@dataclass(frozen=True)
class Killed:
    """Under load, so that not all of its log is in the snapshots; the slowest start counts."""

    def prepare(self, lab):
        lab.many_stores(STORES, BAYS)

    def measure(self, lab, seconds, warm_up):
        return {"seconds_to_ready": max(self._killed(lab, warm_up + seconds * random.random())
                                        for _ in range(KILLS_A_ROUND))}

    def _killed(self, lab, seconds):
        stores = lab.many_stores(STORES, BAYS)

        def kill():
            time.sleep(seconds)
            stores.fettle.kill()

        stores.edit_until(kill)
        return stores.fettle.start(lab)


def _ready():
    name = "start after kill -9"
    return Part("ready", "Ready after kill -9",
                f"{STORES:,} stores of {BAYS + 1} events each on the log at first, then PATCH of "
                "one drawn from all of them over 64 connections, during which the process is "
                f"killed, {KILLS_A_ROUND} times a round; from its start to the first 200 of "
                "/ready, the slowest of these", {name: Killed()},
                (Ratio("seconds to ready", lambda measured: measured[name]["seconds_to_ready"],
                       most=1, floor=5),), plot="")


PARTS = (_ready(),)
