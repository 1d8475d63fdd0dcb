"""What can be measured: a load on a server, by our generator or by wrk, and the bare disk. Each
starts what it needs in `prepare`, so that no figure pays for that; `measure` gives a dictionary
with `per_second`, and where it has them the quantiles of its latency in ms."""

import json
import os
import re
import subprocess
from dataclasses import dataclass

from measure.processes import Failed, run

FETTLE = "fettle"  # any other server is a mode of bench_echo


def _target(lab, server, load):
    if server == FETTLE:
        url, more = lab.fettle.load(load)
        return url, {**os.environ, **more}
    return lab.echo_url(server), os.environ


@dataclass(frozen=True)
class Generated:
    """By bench_load, all answers checked; `share_of` makes it an open loop at that share of what
    the contender of that name gave in the same round, `rate` at so many a second; `bytes`: of the
    body of a `post`."""

    server: str
    load: str
    connections: int
    share_of: str = ""
    share: float = 0
    rate: int = 0
    bytes: int = 0

    def prepare(self, lab):
        _target(lab, self.server, self.load)

    def acknowledged(self, lab):
        """The file of its last run's commands. Two loads may run at once."""
        return lab.folder / f"acknowledged-{self.load}"

    def measure(self, lab, seconds, warm_up):
        url, environment = _target(lab, self.server, self.load)
        acknowledged = self.acknowledged(lab)
        command = [lab.build / "bench_load", url, "--load", self.load, "--connections",
                   self.connections, "--seconds", seconds, "--warm-up", warm_up,
                   "--acknowledged", acknowledged]
        if self.share_of:
            command += ["--rate", round(self.share * lab.latest[self.share_of]["per_second"])]
        elif self.rate:
            command += ["--rate", self.rate]
        if self.bytes:
            command += ["--bytes", self.bytes]
        measured = json.loads(run(command, env=environment))
        lab.acknowledged.add_file(acknowledged)
        if measured["errors"]:
            raise Failed(f"{measured['errors']} answers of {self.server} were wrong or never came")
        if not measured["operations"]:
            raise Failed(f"{self.server} refused all of {measured['refused']} requests")
        return measured


@dataclass(frozen=True)
class ByWrk:
    """The same load by the generator that everybody has: what ours is checked against. It measures
    from the moment it sent."""

    server: str
    connections: int

    @property
    def _load(self):
        return "stores" if self.server == FETTLE else "post"

    def prepare(self, lab):
        _target(lab, self.server, self._load)

    def measure(self, lab, seconds, warm_up):
        url, environment = _target(lab, self.server, self._load)
        script = lab.root / ("bench/load.lua" if self.server == FETTLE else "bench/echo/post.lua")
        whole = max(round(seconds), 1)  # it takes no parts of seconds
        said = run(["wrk", "-t1", f"-c{self.connections}", f"-d{whole}s", "-s", script, url],
                   env=environment)
        result = re.search(r"^RESULT (.*)", said, re.MULTILINE).group(1).split()
        per_second, p50, p99 = (float(word) for word in result[:3])
        refused = int(result[3]) if len(result) > 3 else 0
        return {"per_second": per_second, "p50_ms": p50, "p99_ms": p99, "refused": refused}


@dataclass(frozen=True)
class ByPgbench:
    """The same rows by the same statement, prepared, without anybody between."""

    clients: int

    def prepare(self, lab):
        """Its rows are there with those of Fettle."""

    def measure(self, lab, seconds, warm_up):
        reader = "-c role=fettle_reader -c fettle.tenant=shop-1 -c search_path=auto_g1"
        said = run(["pgbench", "-n", "-M", "prepared", "-f", lab.root / "bench/list_of_orders.sql",
                    "-c", self.clients, "-j", "1", "-T", max(round(seconds), 1), lab.postgres.url],
                   env={**os.environ, "PGOPTIONS": reader}, stderr=subprocess.DEVNULL)
        return {"per_second": float(re.search(r"^tps = ([0-9.]+)", said, re.MULTILINE).group(1))}


@dataclass(frozen=True)
class Synced:
    """The disk alone: 4 KiB made durable, one after another."""

    def prepare(self, lab):
        """It needs nothing."""

    def measure(self, lab, seconds, warm_up):
        said = run(["python3", lab.root / "bench/fdatasync.py", lab.folder / "synced", seconds])
        per_second, p50, p99 = (float(word) for word in said.split())
        return {"per_second": per_second, "p50_ms": p50, "p99_ms": p99}
