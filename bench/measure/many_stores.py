"""A server with as many stores as a part wants: aggregates of which any one can be edited."""

import json
import os
import subprocess

from measure.acknowledged import Acknowledged
from measure.fettle import Fettle
from measure.footprint import settle
from measure.processes import Failed, run

STORES_A_RUN = 250_000  # bench_load keeps in memory what it was promised
RUN_SECONDS_MAX = 600


class ManyStores:
    """Beside the server of the lab, with promises of its own to keep. `bays`: events more of each
    store, by the same command."""

    def __init__(self, lab, stores, bays=0):
        self._lab, self.count = lab, stores
        self.acknowledged = Acknowledged()
        self.fettle = Fettle(lab.build, lab.folder / f"stores-{stores}").serving(lab)
        for there in range(0, stores, STORES_A_RUN):
            self._add(there, min(STORES_A_RUN, stores - there), bays)
        settle(self.fettle.process)

    def edit(self, *arguments):
        """64 connections edit stores drawn at random, and all answers are right."""
        measured = json.loads(run(self._command("stores-any", *arguments),
                                  env=self._environment(self.count)))
        self._take_promises()
        if measured["errors"] or not measured["operations"]:
            raise Failed(f"of edits of {self.count} stores {measured['errors']} answers were wrong "
                         f"or never came, {measured['refused']} refused")
        return measured

    def edit_until(self, ended):
        """The same, while `ended` does what makes all connections break."""
        with subprocess.Popen(self._command("stores-any", "--seconds", str(RUN_SECONDS_MAX)),
                              env=self._environment(self.count), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as load:
            ended()
            if load.wait() != 1:
                raise Failed("bench_load did not notice that its server went away")
        self._take_promises()

    def _add(self, there, count, bays):
        added = json.loads(run(self._command("stores-new", "--count", count, "--bays", bays,
                                             "--warm-up", "0", "--seconds", RUN_SECONDS_MAX),
                               env=self._environment(there)))
        self._take_promises()
        if added["operations"] != count:
            raise Failed(f"{added['operations']} instead of {count} stores were made, "
                         f"{added['errors']} answers were wrong or never came")

    def _command(self, load, *arguments):
        return [str(word) for word in (self._lab.build / "bench_load", self.fettle.url, "--load",
                                       load, "--acknowledged", self._promises, *arguments)]

    def _environment(self, there):
        _url, more = self.fettle.load("stores-any")
        return {**os.environ, **more, "BENCH_STORES": str(there)}

    @property
    def _promises(self):
        return self._lab.folder / "acknowledged"

    def _take_promises(self):
        self.acknowledged.add_file(self._promises)
