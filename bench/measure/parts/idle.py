"""What a server takes of the machine that has nothing to do."""

from dataclasses import dataclass

from measure.contenders import FETTLE, Generated
from measure.footprint import cores_used, resident, settle
from measure.part import Part, Ratio


@dataclass(frozen=True)
class AtRest:
    loads: tuple = ()  # by 64 connections, before it rests; none: it was just started

    def prepare(self, lab):
        """The server is there with its rows when it is asked for first."""

    def measure(self, lab, seconds, warm_up):
        if not self.loads:
            lab.fettle.restart(lab)
        for load in self.loads:
            Generated(FETTLE, load, 64).measure(lab, seconds, warm_up)
        settle(lab.fettle.process)
        cores = cores_used(lab.fettle.process, seconds)
        return {"cores": cores, **resident(lab.fettle.process)}


def _idle():
    served, fresh = "at rest, having served", "at rest, just started"
    return Part("idle", "A server with nothing to do",
                "Commands, projector and queries in one process, PostgreSQL not counted; its rest "
                "begins when it has finished PATCH of 100 stores and lists of 20 work orders over "
                "64 connections", {fresh: AtRest(), served: AtRest(("stores", "get"))},
                (Ratio("MB resident, having served", lambda measured: measured[served]["megabytes"],
                       most=100, floor=300),
                 Ratio("% of a core, having served",
                       lambda measured: 100 * measured[served]["cores"], most=1)),
                plot="", with_rows=True)


PARTS = (_idle(),)
