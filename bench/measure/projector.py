"""Rows into PostgreSQL by bench_projector: one process for all rounds, since it keeps the logs."""

import json
import os
import subprocess
from dataclasses import dataclass

from measure.processes import Failed, started

ORDERS_A_SECOND = 1000  # that a contender is meant to take; each is 23 events and 49 rows
END_SECONDS_MAX = 30


class Projector:
    """Until `exits` closes."""

    def __init__(self, build, folder, url, orders, exits):
        # Its logs lie in a temporary folder: not where fdatasync says nothing.
        self._process = exits.enter_context(started(
            [build / "bench_projector", url, orders], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(folder)}))
        exits.callback(self._end)

    def _end(self):
        """By itself: what it made on a broker goes with it."""
        self._process.stdin.close()
        self._process.wait(timeout=END_SECONDS_MAX)

    def measure(self, what):
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()
        said = self._process.stdout.readline()
        if not said:
            raise Failed(f"bench_projector ended with {self._process.wait()} at {what}")
        return json.loads(said)


@dataclass(frozen=True)
class Projected:
    """One of the ways that bench_projector names, and checks the rows of."""

    what: str

    def prepare(self, lab):
        lab.postgres  # is started by whoever asks for it first

    def measure(self, lab, seconds, warm_up):
        found = lab.projector(round(ORDERS_A_SECOND * seconds)).measure(self.what)
        sent = found["rows_sent"] or found["rows"]  # a rebuild's rows are counted when it is done
        return {"per_second": sent / found["seconds"],
                "final_per_second": found["rows"] / found["seconds"]}
