"""The day as `fettle replay` tells it: counts, funnel, durations and timelines folded from NDJSON,
without a look at any table."""

import collections
import datetime
import json
import subprocess

from shop.notebook import offset_of
from shop.outside.log_books import LogBooks

REACHED = {"ACCEPTED": "accepted", "QUOTED": "quoted", "CUSTOMER_CONFIRMED": "confirmed",
           "READY_TO_PAY": "finished", "PAID": "paid"}
OF_THE_DAY = ("CommandDenied", "CallbackReceived")


class Order:
    def __init__(self, event):
        data = event["data"]
        self.state = data["state"]
        self.store = data["store"]
        self.number = data["short_number"]
        self.reached = {"SUBMITTED": moment(event["time"])}
        self.timeline = [step(event, "OPENED", None, self.state)]
        self.types = collections.Counter()
        self.paid = 0
        self.version = 0


class Replayed:
    def __init__(self, since):
        """`since`: the offset at which the day began; earlier denials are not its own."""
        self.since = since
        self.orders = {}
        self.types = collections.Counter()
        self.payments = {}  # payment -> order
        self.payment_types = collections.Counter()  # (order, type)
        self.denials = 0
        self.notices = collections.Counter()  # order -> count
        self.verdicts = collections.Counter()  # of the day's callbacks
        self.books = LogBooks()
        self.events = 0

    def add(self, event):
        self.events += 1
        self.types[event["type"]] += 1
        self.books.add(event)
        kind, identity = event["subject"].split("/", 1)
        if kind == "job":
            self._job(identity, event)
        elif kind == "payment":
            if event["type"] == "PaymentStarted":
                self.payments[identity] = event["data"]["job"]
            self.payment_types[(self.payments[identity], event["type"])] += 1
        elif event["type"] in OF_THE_DAY and offset_of(event["fettleposition"]) > self.since:
            self._of_the_day(event)
        elif event["type"] == "NoticeCreated":
            self.notices[event["data"]["job"]] += 1

    def _of_the_day(self, event):
        if event["type"] == "CommandDenied":
            self.denials += event["data"]["count"]
        else:
            self.verdicts[event["data"]["verdict"]] += 1

    def _job(self, identity, event):
        data, name = event["data"], event["type"]
        if name == "JobOpened":
            self.orders[identity] = Order(event)
        order = self.orders[identity]
        order.types[name] += 1
        order.version = int(event["sequence"])
        if name == "JobMoved":
            order.state = data["to"]
            order.reached.setdefault(data["to"], moment(event["time"]))
            order.timeline.append(step(event, "MOVED", data["from"], data["to"]))
        elif name == "NoteAdded":
            order.timeline.append(step(event, "NOTE", data["state"], data["state"]))
        elif name == "JobPaid":
            order.paid += data["amount"]["minor"]

    def of_store(self, store, first_day, last_day):
        """Days as text, in UTC, both included."""
        return [order for order in self.orders.values() if order.store == store and
                first_day <= order.reached["SUBMITTED"].date().isoformat() <= last_day]


def step(event, kind, before, after):
    return (int(event["sequence"]), kind, before, after, event["actor"], event["time"])


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def funnel(orders):
    counts = {"submitted": len(orders), **{name: 0 for name in REACHED.values()}}
    for order in orders:
        for state, name in REACHED.items():
            counts[name] += state in order.reached
    return counts


def read(command, since, progress):
    """Runs the command and folds each line of its output."""
    replayed = Replayed(since)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        for line in process.stdout:
            replayed.add(json.loads(line))
            progress.step()
        errors = process.stderr.read().decode("utf-8", "replace")
    if process.returncode != 0:
        raise SystemExit(f"ops/demo: {' '.join(command)} ended with {process.returncode}: {errors}")
    return replayed
