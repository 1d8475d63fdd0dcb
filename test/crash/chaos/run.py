"""One run: a cluster, load, faults, then rest and judgement."""

import os
import shutil
import statistics
import tempfile
import time
from collections import Counter
from itertools import islice

import checker
from faults import READY_SECONDS_MAX, Faults
from history import History, read_history
from load import Load
from log_reader import read_log
from processes import PREFIX, Cluster, wait_for
from rows import read_rows
from said import wrong_lines
from take_overs import take_over_times, too_slow

VERDICT_SECONDS_MAX = 90  # longer than any session and retry
ROWS_SECONDS_MAX = 60
WRONG_SHOWN_MAX = 10
ACCEPTED_PER_FAULT_MIN = 4


class Run:
    """`hurt` is given the cluster and makes its faults; it gives them back, and what went wrong
    with making them."""

    def __init__(self, options, fettle, sound=True):
        self.options, self.fettle, self.sound = options, fettle, sound
        self.folder = tempfile.mkdtemp(prefix="fettle-chaos-")
        os.chmod(self.folder, 0o711)  # the database server may run as another user
        self.cluster = None

    def judge(self, hurt):
        begun, kept = time.monotonic(), True
        try:
            wrong = self.go(hurt)
            print(f"{time.monotonic() - begun:.0f} s, {wrong} wrong", flush=True)
            kept = self.options.keep or (wrong > 0) == self.sound
            return wrong
        finally:
            if self.cluster is not None:
                self.cluster.close()
            if kept:
                print(f"everything lies in {self.folder}")
            else:
                shutil.rmtree(self.folder)

    def go(self, hurt):
        options = self.options
        self.cluster = Cluster(self.fettle, self.folder, options.session, options.message_timeout)
        tokens = self.cluster.start([f"shop{number}" for number in range(options.tenants)])
        print("three brokers, three nodes; now the load and the faults", flush=True)
        path = os.path.join(self.folder, "history.jsonl")
        history = History(path)
        load = Load(self.cluster, tokens, history, options)
        load.start()
        try:
            faults, errors = hurt(self.cluster, load)
        finally:
            load.finish(VERDICT_SECONDS_MAX)
            history.close()
        return self.report(read_history(path), faults, errors + load.errors)

    def report(self, commands, faults, errors):
        options = self.options
        log, seen = self.evidence(commands)
        wrong, counts = checker.check(seen), checker.counts(seen)
        for name, value in counts.items():
            print(f"{name}: {value}")
        if counts["accepted"] < ACCEPTED_PER_FAULT_MIN * len(faults):
            errors.append("too little was accepted to prove anything")
        kinds = Counter(fault.kind for fault in faults)
        print(f"faults: {len(faults)} {dict(sorted(kinds.items()))}")
        times = self.report_take_overs(faults, log, commands)
        if options.kills:
            errors += too_slow(times, options.session)
        errors += self.wrong_lines()
        for rule, sentences in wrong.items():
            for sentence in sentences[:WRONG_SHOWN_MAX]:
                print(f"WRONG {rule}: {sentence}")
        for error in errors:
            print(f"WRONG {error}")
        return sum(len(sentences) for sentences in wrong.values()) + len(errors)

    def evidence(self, commands):
        """At rest, and as soon as the rows agree; when they do not, late enough to say so."""
        deadline = time.monotonic() + ROWS_SECONDS_MAX
        while True:
            log = read_log(self.cluster.brokers.servers, PREFIX + ".events")
            rows = read_rows(self.cluster.postgres_url)
            seen = checker.Evidence(commands, log, *rows, self.options.session)
            equal = not any(checker.rows_equal_the_fold(seen))
            if equal or time.monotonic() > deadline:
                return log, seen
            time.sleep(1)

    def report_take_overs(self, faults, log, commands):
        """Of owners that were killed, or slept for so long as only `--sleep` lets them."""
        losses = [fault for fault in faults if fault.kind in ("kill", "sleep")]
        urls = {node.number: node.url for node in self.cluster.nodes}
        times = take_over_times(losses, log, commands, urls)
        for words, seconds in zip(("claim", "first answer"), zip(*times)):
            print(f"an owner's end to the next owner's {words}: {len(times)} times, median "
                  f"{statistics.median(seconds):.1f} s, slowest {max(seconds):.1f} s "
                  f"(session {self.options.session} s)")
        return times

    def wrong_lines(self):
        for node in self.cluster.nodes:
            for line in islice(wrong_lines(node.said()), WRONG_SHOWN_MAX):
                yield f"{node.name} said: {line}"


def kills_alone(options):
    """One node after another, each when all are well: what a take-over takes by itself."""
    def hurt(cluster, load):
        del load
        faults = Faults(cluster, options.seed)
        for number in range(options.kills):
            node = cluster.nodes[number % len(cluster.nodes)]
            with faults.fault("kill", node, node.number):
                faults.kill(node, cluster.session + 5)
            wait_for(node.ready, READY_SECONDS_MAX, f"{node.name} is not ready after a kill")
            time.sleep(cluster.session)
        return faults.done, faults.errors
    return hurt


def sleeps_alone(options):
    """Longer than a session, and longer than a member may be silent: once with nothing on the way,
    once with a batch that arrives meanwhile."""
    def hurt(cluster, load):
        del load
        faults = Faults(cluster, options.seed)
        for node, sleep in zip(cluster.nodes, (faults.pause, faults.late_batch)):
            with faults.fault("sleep", node, node.number):
                sleep(node, options.sleep)
            woken = time.monotonic()
            wait_for(node.ready, READY_SECONDS_MAX, f"{node.name} is not ready after its sleep")
            print(f"  {node.name} is ready {time.monotonic() - woken:.1f} s later", flush=True)
            time.sleep(cluster.session + 3)  # until it has its part again
        return faults.done, faults.errors
    return hurt


def random_faults(options):
    def hurt(cluster, load):
        del load
        faults = Faults(cluster, options.seed)
        faults.run(options.faults, options.seconds)
        time.sleep(cluster.session + 3)  # whoever was lost is found, and the last are taken over
        return faults.done, faults.errors
    return hurt
