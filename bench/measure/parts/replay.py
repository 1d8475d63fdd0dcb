"""A log folded into states again, by bench_replay."""

import json
from dataclasses import dataclass

from measure.part import Part, Ratio, share
from measure.processes import Failed, run

ORDERS_A_SECOND = 3000  # on the log, for each second that is measured: 23 events each


@dataclass(frozen=True)
class Folded:
    """One way to fold it. `same_as`: who must have come to the same states in this round."""

    way: str
    same_as: str = ""

    def prepare(self, lab):
        """The log is made by who comes first: how large depends on the seconds."""

    def measure(self, lab, seconds, warm_up):
        program, folder = lab.build / "bench_replay", lab.folder / "replay"
        if not folder.exists():
            run([program, folder, "fill", round(ORDERS_A_SECOND * seconds)])
        measured = json.loads(run([program, folder, self.way, seconds]))
        if self.same_as:
            self._compare(measured, lab.latest[self.same_as])
        return measured

    def _compare(self, measured, other):
        for field in ("events", "aggregates", "states"):
            if measured[field] != other[field]:
                raise Failed(f"{self.way} has other {field} than {self.same_as}: "
                             f"{measured[field]}, not {other[field]}")


def _replay():
    ours, bare = "replay", "parse and fold in memory"
    ours_empty, bare_empty = f"{ours}, fields left sealed", f"{bare}, fields left sealed"
    contenders = {bare: Folded("bare"), ours: Folded("replay", same_as=bare),
                  bare_empty: Folded("bare-closed"),
                  ours_empty: Folded("replay-closed", same_as=bare_empty),
                  "fold into snapshots": Folded("snapshots")}
    ratios = [Ratio(f"{one}, of {yardstick}", share(one, yardstick), least=0.65, floor=0.3)
              for one, yardstick in ((ours, bare), (ours_empty, bare_empty))]
    ratios += [Ratio("million events a second and core, fields left sealed",
                     lambda measured: measured[ours_empty]["per_second"] / 1e6, least=1.5),
               Ratio("fold into snapshots, of replay", share("fold into snapshots", ours))]
    return Part("replay", "Replay of a log",
                "Events of whole work orders, folded from the first to the last into the states of "
                "all aggregates, a second of the processor's time; beside it the same headers and "
                "values in memory, parsed by simdjson and folded by the same rules; personal "
                "fields opened by their keys, or left sealed", contenders, tuple(ratios))


PARTS = (_replay(),)
