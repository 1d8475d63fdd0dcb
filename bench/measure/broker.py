"""A Kafka broker of the bench's own, fetched if absent."""

import json
import random
import re
import socket
import statistics
import subprocess

from measure.processes import Failed, Missing, run

AS_BYTES = "surrogateescape"  # some headers are no text
NOT_FETCHED = 4  # how ops/kafka ends without a network
PORTS = range(20_000, 30_000, 10)  # below those that clients are given
RECORDS_WEIGHED = 100  # of each partition, the newest
# A young one compiles itself beside its work.
WARM_UP = {"partitions": 12, "record_bytes": 1000, "in_flight": 64, "seconds": 30}


def _free_ports():
    """The first of two: brokers and controllers listen side by side."""
    while True:
        port = random.choice(PORTS)
        try:
            for one in (port, port + 1):
                with socket.socket() as listening:
                    listening.bind(("127.0.0.1", one))
            return port
        except OSError:
            continue


class Broker:
    """One that flushes each batch. Until `exits` closes."""

    def __init__(self, root, build, folder, exits):
        tool, self._build, self._folder = root / "ops/kafka", build, folder
        exits.callback(run, [tool, "wipe", folder])
        started = subprocess.run([tool, "start", folder, "--nodes", "1", "--port",
                                  str(_free_ports())], stdout=subprocess.PIPE, text=True)
        if started.returncode == NOT_FETCHED:
            raise Missing("Kafka cannot be fetched; is there a network?")
        if started.returncode != 0:
            raise Failed(f"ops/kafka start ended with {started.returncode}")
        self.url = started.stdout.strip()

    @property
    def process(self):
        """It is no child of ours, and yet ours."""
        return int((self._folder / "node-1/pid").read_text())

    def warm_up(self):
        self.produce(**WARM_UP)

    def produce(self, partitions, record_bytes, in_flight, seconds):
        """By bare librdkafka, on a topic that comes and goes; its first second does not count."""
        said = run([self._build / "bench_kafka_raw", self.url, "--partitions", partitions,
                    "--bytes", record_bytes, "--in-flight", in_flight, "--seconds",
                    max(round(seconds), 1)])
        found = re.search(r"([\d.]+) records/s, p50 ([\d.]+) ms, p99 ([\d.]+) ms", said).groups()
        return dict(zip(("per_second", "p50_ms", "p99_ms"), map(float, found)))

    def record_bytes(self, topic):
        """Of one event's record, before it is compressed: value and headers."""
        said = run(["kcat", "-C", "-q", "-e", "-J", "-b", self.url.removeprefix("kafka://"),
                    "-t", topic, "-o", -RECORDS_WEIGHED], stderr=subprocess.DEVNULL,
                   errors=AS_BYTES)
        records = (json.loads(line) for line in said.split("\n") if line)
        return round(statistics.mean(sum(len((text or "").encode(errors=AS_BYTES))
                                         for text in (record["payload"], *record["headers"]))
                                     for record in records if record["payload"]))
