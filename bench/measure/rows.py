"""A PostgreSQL of the bench's own, and Fettle with rows in it, for the part that asks queries."""

import subprocess
import time

from measure.processes import Failed, run

ORDERS = 5000
ROWS_SECONDS_MAX = 120


class Postgres:
    """Durable, as ops/run has it. Until `exits` closes."""

    def __init__(self, root, folder, exits):
        self._tool, self._folder = root / "ops/postgres", folder
        self.url = run([self._tool, "start", folder], stderr=subprocess.DEVNULL).strip()
        exits.callback(run, [self._tool, "stop", folder], stderr=subprocess.DEVNULL)

    @property
    def process(self):
        """It is no child of ours, and yet ours."""
        return int((self._folder / "data/postmaster.pid").read_text().split()[0])


def wait_for_rows(lab, file):
    """Of all commands that a load has written to that file, as acknowledged."""
    place = max(file.read_text().split()[1::2], key=lambda at: int(at.split(":")[1]))
    end = time.monotonic() + ROWS_SECONDS_MAX
    while not lab.fettle.has_rows_of(place):
        if time.monotonic() > end:
            raise Failed(f"PostgreSQL has no rows of {place} after {ROWS_SECONDS_MAX} s")


def fill(lab):
    """Opens work orders and waits for the rows of all of them."""
    url, environment = lab.fettle.load("orders")
    file = lab.folder / "acknowledged"
    end = time.monotonic() + ROWS_SECONDS_MAX
    while lab.acknowledged.count < ORDERS and time.monotonic() < end:
        run([lab.build / "bench_load", url, "--load", "orders", "--seconds", "0.3", "--warm-up",
             "0", "--acknowledged", file], env=environment)
        lab.acknowledged.add_file(file)
    wait_for_rows(lab, file)
    # As a server that has run for a day: before it has counted its rows it plans for few of them.
    run(["psql", "-q", "-c", "VACUUM ANALYZE", lab.postgres.url], stderr=subprocess.DEVNULL)
