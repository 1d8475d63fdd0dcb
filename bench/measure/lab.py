"""What one part of the bench runs on: servers, made when first asked for, ended with the part."""

import contextlib
import tempfile

from measure.acknowledged import Acknowledged
from measure.broker import Broker
from measure.fettle import Fettle
from measure.many_stores import ManyStores
from measure.processes import started, wait_until
from measure.projector import Projector
from measure.rows import Postgres, fill
from measure.shops_on_kafka import SHOPS, SHOPS_OF_A_SMOKE, ShopsOnKafka


class Lab(contextlib.ExitStack):
    def __init__(self, root, build, scratch, pace, with_rows=False):
        """`with_rows`: the server also folds its log into PostgreSQL."""
        super().__init__()
        self.root, self.build = root, build
        # Not on a file system in memory, where fdatasync says nothing.
        scratch.mkdir(parents=True, exist_ok=True)
        self.folder = type(scratch)(self.enter_context(tempfile.TemporaryDirectory(dir=scratch)))
        self.folder.chmod(0o711)  # PostgreSQL refuses to be root and is another user then
        self.acknowledged = Acknowledged()
        self.latest = {}  # of this round: what was measured, by the contender's name
        self._pace, self._with_rows, self._scratch = pace, with_rows, scratch
        self._postgres, self._fettle, self._echo_urls = None, None, {}
        self._projector, self._without_rows, self._many_stores = None, None, {}
        self._broker, self._shops_on_kafka = None, None

    @property
    def fettle(self):
        if not self._fettle and self._with_rows:
            self._fettle = self._serving("--postgres-url", self.postgres.url)
            fill(self)
        elif not self._fettle:
            self._fettle = self._serving()
        return self._fettle

    @property
    def without_rows(self):
        """A lab of its own beside this one, whose server folds nothing."""
        if not self._without_rows:
            self._without_rows = self.enter_context(Lab(self.root, self.build, self._scratch,
                                                         self._pace))
        return self._without_rows

    @property
    def postgres(self):
        if not self._postgres:
            self._postgres = Postgres(self.root, self.folder / "postgres", self)
        return self._postgres

    def projector(self, orders):
        """Its logs hold as many as whoever asked first wanted."""
        if not self._projector:
            self._projector = Projector(self.build, self.folder, self.postgres.url, orders, self)
        return self._projector

    @property
    def broker(self):
        if not self._broker:
            self._broker = Broker(self.root, self.build, self.folder / "kafka", self)
            if not self._pace.smoke:
                self._broker.warm_up()
        return self._broker

    @property
    def shops_on_kafka(self):
        if not self._shops_on_kafka:
            count = SHOPS_OF_A_SMOKE if self._pace.smoke else SHOPS
            self._shops_on_kafka = ShopsOnKafka(self, count)
        return self._shops_on_kafka

    def _serving(self, *settings):
        return Fettle(self.build, self.folder / "data", settings).serving(self)

    def many_stores(self, wanted, bays=0):
        """A server with as many, or as the pace allows; each number of them has its own."""
        count = self._pace.aggregates_of(wanted)
        if count not in self._many_stores:
            self._many_stores[count] = ManyStores(self, count, bays)
        return self._many_stores[count]

    @property
    def processes(self):
        """Ours that are not our children."""
        return tuple(one.process for one in (self._postgres, self._broker) if one)

    def echo_url(self, mode):
        """Of bench_echo; one that nobody asks takes no time from the others."""
        if mode not in self._echo_urls:
            said, log = self.folder / f"echo-{mode}", self.folder / f"log-{mode}"
            with said.open("w") as output:
                process = self.enter_context(started(
                    [self.build / "bench_echo", "--mode", mode, "--log", log], stdout=output))
            wait_until(lambda: said.read_text().endswith("\n"), process, f"bench_echo {mode}")
            self._echo_urls[mode] = f"http://127.0.0.1:{said.read_text().strip()}/"
        return self._echo_urls[mode]

    def check(self):
        """How many commands were acknowledged. Raises unless the logs hold them all."""
        if self._fettle:
            self.acknowledged.check(self._fettle)
        others = [*self._many_stores.values()]
        if self._shops_on_kafka:
            others.append(self._shops_on_kafka)
        for other in others:
            other.acknowledged.check(other.fettle)
        beside = self._without_rows.check() if self._without_rows else 0
        return beside + self.acknowledged.count + sum(other.acknowledged.count for other in others)
