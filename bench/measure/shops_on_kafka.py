"""`fettle serve` with its log on Kafka, and shops on all partitions of it."""

from measure.acknowledged import Acknowledged
from measure.fettle import STORES, Fettle

SHOPS, PARTITIONS = 64, 12
SHOPS_OF_A_SMOKE = 8  # each is two programs to run
PREFIX = "bench"


class ShopsOnKafka:
    """Beside the server of the lab, with promises of its own to keep. The first shop has all the
    stores that a shop of the bench has, so that it can be measured alone; the others have one."""

    def __init__(self, lab, count):
        self._lab, self._bytes, self._rests = lab, 0, False
        self.acknowledged = Acknowledged()
        self.fettle = Fettle(lab.build, lab.folder / "on-kafka",
                             ("--log", lab.broker.url, "--kafka-prefix", PREFIX,
                              "--kafka-partitions", str(PARTITIONS), "--kafka-copies", "1"))
        self.fettle.start(lab)
        self._tokens = [self.fettle.add_shop(f"shop-{number}", STORES if number == 1 else 1)
                        for number in range(1, count + 1)]

    def some(self, shops):
        """So many of the shops at most, as a load sees them, on a server that runs."""
        if self._rests:
            self.fettle.start(self._lab)
            self._rests = False
        return Some(self._lab, self, self._tokens[:shops], STORES if shops == 1 else 1)

    def rest(self):
        """Ends the server: with nothing to do it still fetches, and tells the broker that it is
        there. Says how many bytes one of its events was."""
        if not self._rests:
            self.fettle.stop()
            self._rests = True
        self._bytes = self._bytes or self._lab.broker.record_bytes(f"{PREFIX}.events")
        return self._bytes


class Some:
    """What `Generated` asks of a lab, and of the server in it."""

    def __init__(self, lab, shops, tokens, stores):
        self.build, self.folder, self.latest = lab.build, lab.folder, lab.latest
        self.acknowledged, self.fettle = shops.acknowledged, self
        self._url = shops.fettle.url
        self._environment = {"BENCH_TOKENS": " ".join(tokens), "BENCH_STORES": str(stores)}

    def load(self, _name):
        return self._url, self._environment
