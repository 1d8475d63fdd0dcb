"""Clients that each do one operation after the other, and how long each took."""
import math
import sys
import threading
import time

ERRORS_MAX = 100  # a store that refuses everything ends the run


def percentiles(latencies):
    latencies.sort()

    def at(share):
        return latencies[int((len(latencies) - 1) * share)] if latencies else None
    return {"p50_ms": at(0.5), "p99_ms": at(0.99)}


class ClosedLoop:
    """`take(client)` gives each client its next operation. The warm-up ends after its seconds, or
    a fifth of what work there is."""

    def __init__(self, clients, seconds, warm, limit=math.inf):
        self.clients, self.seconds, self.limit = clients, seconds, limit
        self.warm_until = time.perf_counter() + warm
        self.lock = threading.Lock()
        self.taken = self.errors = self.warmed = 0
        self.begin, self.end = None, 0
        self.latencies = []

    def may_begin(self):
        """The time to measure from, or 0 in the warm-up; None when this client is done."""
        with self.lock:
            now = time.perf_counter()
            if self.taken >= self.limit or self.errors >= ERRORS_MAX:
                return None
            if self.begin is None and (now >= self.warm_until or self.taken >= self.limit / 5):
                self.begin = now
            if self.begin and now >= self.begin + self.seconds:
                return None
            self.taken += 1
            return now if self.begin else 0

    def work(self, client, take):
        latencies, warmed, end = [], 0, 0
        while (start := self.may_begin()) is not None:
            try:
                take(client)()
                end = time.perf_counter()
                if start:
                    latencies.append((end - start) * 1000)
                else:
                    warmed += 1
            except Exception as error:  # of the peer, whatever it is: counted, and one is shown
                with self.lock:
                    self.errors += 1
                    if self.errors == 1:
                        print(repr(error), file=sys.stderr)
        with self.lock:
            self.latencies += latencies
            self.warmed += warmed
            self.end = max(self.end, end)

    def run(self, take):
        threads = [threading.Thread(target=self.work, args=(client, take))
                   for client in range(self.clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return {"operations": len(self.latencies), "seconds": self.end - (self.begin or self.end),
                "warmed": self.warmed, "errors": self.errors, **percentiles(self.latencies)}
