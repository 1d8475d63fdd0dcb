"""Hand-written CRUD on Postgres by pgbench -M prepared: the transaction of crud_express with no
language runtime before it. It has no subscription; crud_express has one."""
import glob
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "common/python"))
import peer  # noqa: E402
from closed_loop import percentiles  # noqa: E402

PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
EVENTS_OF_A_STREAM = 10
# What one client may do in one run; keeps the ids of clients and runs apart.
OPERATIONS_MAX = 10_000_000

FILL = """
BEGIN;
INSERT INTO work_orders SELECT 'f' || n, {events}, {event} FROM generate_series(0, {streams} - 1) n;
INSERT INTO outbox (order_id, version, event) SELECT 'f' || n, v, {event}
  FROM generate_series(0, {streams} - 1) n, generate_series(0, {events} - 1) v;
INSERT INTO idempotency SELECT 'f' || n || '-' || v, '{{}}'
  FROM generate_series(0, {streams} - 1) n, generate_series(0, {events} - 1) v;
COMMIT;
"""


class Crud:
    version = "pgbench 15"

    def __init__(self, options):
        self.options = options

    def psql(self, text):
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", self.options.url],
                              input=text, text=True, check=True, stdout=subprocess.PIPE)
        return done.stdout.strip()

    def prepare(self):
        self.psql((HERE / "schema.sql").read_text())

    def count(self):
        return int(self.psql("SELECT count(*) FROM outbox"))

    def fill(self):
        event = "'" + self.options.text.replace("'", "''") + "'::jsonb"
        self.psql(FILL.format(event=event, events=EVENTS_OF_A_STREAM, streams=self.options.streams))
        return {"operations": self.options.streams}

    def conflict(self):
        """pgbench ends at the first refusal, and says so."""
        self.options.clients = 1
        apart = OPERATIONS_MAX - EVENTS_OF_A_STREAM
        self.pgbench("append.pgbench", 0, apart, None, 1)
        try:
            self.pgbench("append.pgbench", 0, apart, None, 1)
        except SystemExit:
            return {"operations": 1}
        return {"operations": 0}

    def append(self):
        return self.warm_and_measure("append.pgbench")

    def decide(self):
        """Each client has its share of the filled streams, and a part of it is for the warm-up."""
        share = self.options.streams // self.options.clients
        return self.warm_and_measure("decide.pgbench", share)

    def warm_and_measure(self, script, share=None):
        warmed = {"operations": 0}
        first = share and share // 5
        if self.options.warm:
            warmed = self.pgbench(script, self.options.warm, 0, share, first)
        result = self.pgbench(script, self.options.seconds, first or OPERATIONS_MAX // 2, share,
                              share and share - first)
        return {**result, "warmed": warmed["operations"]}

    def pgbench(self, script, seconds, first, share, transactions):
        """By seconds; or by transactions when what there is to do would not last."""
        clients = self.options.clients
        with tempfile.TemporaryDirectory() as folder:
            words = [PGBENCH, "-n", "-M", "prepared", "-f", str(HERE / script), "-c", str(clients),
                     "-j", str(min(2, clients)), "-l", f"--log-prefix={folder}/log",
                     "-D", f"n={first}", "-D", f"share={share or OPERATIONS_MAX}",
                     "-D", f"events={EVENTS_OF_A_STREAM}", "-D", f"event={self.options.text}"]
            bound = ["-t", transactions] if transactions else ["-T", max(1, int(seconds))]
            done = subprocess.run([*words, *map(str, bound), self.options.url], text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if done.returncode != 0 or "aborted" in done.stderr:
                sys.exit(done.stderr)
            return read_log(folder)


def read_log(folder):
    """Lines of: client, transaction, latency in µs, script, end in s, and its µs."""
    latencies, begin, end = [], float("inf"), 0
    for file in glob.glob(os.path.join(folder, "log*")):
        for line in pathlib.Path(file).read_text().splitlines():
            _, _, latency, _, seconds, microseconds = map(int, re.findall(r"\d+", line)[:6])
            finished = seconds + microseconds / 1e6
            latencies.append(latency / 1000)
            begin, end = min(begin, finished - latency / 1e6), max(end, finished)
    return {"operations": len(latencies), "seconds": end - begin, **percentiles(latencies)}


if __name__ == "__main__":
    peer.main(Crud)
