"""What the clients saw: one line of JSON an attempt, written as it happens. The checker reads
commands from it: all attempts of one key."""

import json
import threading
from dataclasses import dataclass, field


@dataclass
class Attempt:
    sent: float
    node: int = 0
    answered: float | None = None  # nothing: no answer came
    status: int | None = None
    answer: str = ""
    retry_after: str | None = None  # as the header says it

    def accepted(self):
        return self.status is not None and 200 <= self.status < 300

    def unknown(self):
        """It may have been done, and may still be."""
        return self.status is None or self.status == 503

    def refused(self):
        return not self.accepted() and not self.unknown()

    def code(self):
        return json.loads(self.answer).get("code", "")


@dataclass
class Command:
    key: str
    tenant: str
    method: str
    path: str  # without the tenant
    body: dict
    if_match: int | None = None
    reused: bool = False  # the key was sent before with another body
    attempts: list = field(default_factory=list)

    def verdict(self):
        """The first attempt that was accepted, else the first that was refused."""
        accepted = [one for one in self.attempts if one.accepted()]
        refused = [one for one in self.attempts if one.refused()]
        return (accepted or refused or [None])[0]


class History:
    def __init__(self, path):
        self.lock = threading.Lock()
        self.file = open(path, "w", encoding="utf-8")

    def note(self, command, attempt):
        line = {name: getattr(command, name) for name in
                ("key", "tenant", "method", "path", "body", "if_match", "reused")}
        line.update(vars(attempt))
        with self.lock:
            self.file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def close(self):
        self.file.close()


def read_history(path):
    commands = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            attempt = Attempt(*(said.pop(name) for name in
                                ("sent", "node", "answered", "status", "answer", "retry_after")))
            same = commands.setdefault((said["key"], said["reused"]), Command(**said))
            same.attempts.append(attempt)
    for command in commands.values():
        command.attempts.sort(key=lambda one: one.sent)
    return list(commands.values())
