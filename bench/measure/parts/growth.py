"""Whether commands stay as fast, and memory as small, however many aggregates there are."""

from dataclasses import dataclass

from measure.footprint import resident
from measure.part import Part, Ratio

COUNTS = (10**4, 10**5, 10**6, 10**7)
# Of RocksDB, which no setting changes: 64 MB of blocks, four memtables of 16 MB. The states that
# shard.cached_max keeps have no size of their own in the settings: they count as the rest.
CACHES_MEGABYTES = 128
MEGABYTES_BESIDE = 300


@dataclass(frozen=True)
class AmongStores:
    """On a server of its own, so that a round has all of the counts in turns."""

    aggregates: int

    def prepare(self, lab):
        lab.many_stores(self.aggregates)

    def measure(self, lab, seconds, warm_up):
        stores = lab.many_stores(self.aggregates)
        measured = stores.edit("--seconds", seconds, "--warm-up", warm_up)
        return {**measured, **resident(stores.fettle.process), "aggregates": stores.count}


def _of_the_fewest(measured):
    rates = [one["per_second"] for one in measured.values()]
    return rates[-1] / rates[0]


def _most_megabytes(measured):
    return max(one["megabytes_most"] for one in measured.values())


def _growth():
    contenders = {f"commands among {count:,}": AmongStores(count) for count in COUNTS}
    return Part("growth", "Growth over aggregates",
                "64 connections, closed loop; PATCH of a store drawn anew from all of them, each "
                "number of stores on a server of its own, which stood still before",
                contenders,
                (Ratio("commands among the most aggregates, of those among the fewest",
                       _of_the_fewest, least=0.8, floor=0.5),
                 Ratio(f"MB resident at most, with {CACHES_MEGABYTES} of RocksDB's caches in them",
                       _most_megabytes, most=CACHES_MEGABYTES + MEGABYTES_BESIDE)),
                plot="growth")


PARTS = (_growth(),)
