"""Faults that a test asks for: how the next requests of a kind are not answered as they should.

A fault: {"match": "POST /v3/pay", "kind": KIND, "times": 1, "after": false, "seconds": 0}
match: method and the beginning of the path. after: the request is carried out all the same.
KIND: never      no reply until the caller hangs up
      cut        the connection ends without a reply
      half       the head and half of the body, then the end
      slow       the right reply, so many seconds late
      html       502 with a page
      error      500 with the code SYSTEM_ERROR
      unsigned   the right reply without its signature
      altered    the right reply with one byte changed
"""
import threading
from dataclasses import dataclass

KINDS = {"never", "cut", "half", "slow", "html", "error", "unsigned", "altered"}
WITH_REPLY = {"half", "slow", "unsigned", "altered"}


@dataclass
class Fault:
    match: str
    kind: str
    times: int = 1
    after: bool = False
    seconds: float = 0

    @property
    def carries_out(self) -> bool:
        return self.after or self.kind in WITH_REPLY


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[Fault] = []

    def plan(self, wish: dict) -> None:
        fault = Fault(**wish)
        if fault.kind not in KINDS:
            raise ValueError(f"no fault {fault.kind}")
        with self._lock:
            self._planned.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._planned.clear()

    def take(self, request_line: str) -> Fault | None:
        with self._lock:
            for fault in self._planned:
                if not request_line.startswith(fault.match):
                    continue
                fault.times -= 1
                if fault.times <= 0:
                    self._planned.remove(fault)
                return fault
        return None
