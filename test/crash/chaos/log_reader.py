"""Reads the topic of events with kcat and applies the reader rule, apart from the engine's code:
what continues the latest claim counts, and a commit counts when it is whole."""

import json
import subprocess
from dataclasses import dataclass, field


@dataclass
class Event:
    type: str
    subject: str
    sequence: int
    data: dict


@dataclass
class Commit:
    tenant: str
    key: str
    status: int
    partition: int
    last: int  # offset of its last record
    time: float  # seconds, when the broker appended its last record
    claim: int
    events: list = field(default_factory=list)

    def version(self):
        """Of the first event's aggregate, after the whole commit."""
        subject = self.events[0].subject
        return max(event.sequence for event in self.events if event.subject == subject)


@dataclass
class Claim:
    partition: int
    offset: int
    time: float
    owner: str


@dataclass
class Log:
    id: str = ""
    commits: list = field(default_factory=list)  # of a partition in their order
    claims: list = field(default_factory=list)
    voids: int = 0
    gaps: list = field(default_factory=list)  # places where an offset is missing


class Rule:
    """What a reader of one partition remembers."""

    def __init__(self):
        self.claim, self.next_n, self.open = None, 0, []

    def takes(self, headers):
        return (headers.get("fettle_claim") == str(self.claim)
                and headers.get("fettle_n") == str(self.next_n)
                and headers.get("ce_commitindex") == str(len(self.open)))

    def see(self, record, headers, log):
        if headers.get("fettle_kind") == "claim":
            self.claim, self.open = record["offset"], []
            self.next_n = int(headers["fettle_n"])
            log.claims.append(Claim(record["partition"], record["offset"], record["ts"] / 1000,
                                    headers["fettle_owner"]))
            return
        if not self.takes(headers):
            log.voids += 1
            return
        self.next_n += 1
        self.open.append((record, headers))
        if len(self.open) == int(headers["ce_commitcount"]):
            log.commits.append(commit_of(self.claim, self.open))
            self.open = []


def event_of(record, headers):
    return Event(headers["ce_type"], headers["ce_subject"], int(headers["ce_sequence"]),
                 json.loads(record["payload"]))


def commit_of(claim, records):
    first, (last, _) = records[0][1], records[-1]
    return Commit(first["ce_tenant"], first.get("ce_idempotencykey", ""),
                  int(first.get("ce_status", 0)), last["partition"], last["offset"],
                  last["ts"] / 1000, claim, [event_of(*one) for one in records])


def fold_records(records):
    log, rules, ends = Log(), {}, {}
    for record in records:
        partition, offset = record["partition"], record["offset"]
        headers = dict(zip(record["headers"][::2], record["headers"][1::2]))
        if partition == 0 and offset == 0:
            log.id = headers["fettle_nonce"]
        if offset != ends.get(partition, 0):
            log.gaps.append(f"partition {partition} has no offset {ends.get(partition, 0)}")
        ends[partition] = offset + 1
        rules.setdefault(partition, Rule()).see(record, headers, log)
    return log


def read_log(servers, topic):
    # The hash among the headers is no text: what cannot be read is replaced.
    reader = subprocess.Popen(
        ["kcat", "-C", "-q", "-e", "-J", "-b", servers, "-t", topic, "-o", "beginning"],
        stdout=subprocess.PIPE, encoding="utf-8", errors="replace")
    with reader.stdout as lines:
        log = fold_records(json.loads(line, strict=False) for line in lines)
    if reader.wait() != 0:
        raise RuntimeError("kcat cannot read " + topic)
    return log
