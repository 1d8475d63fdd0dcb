"""What may go wrong, as a test asked for it: each fault waits for its call and is used up."""

from __future__ import annotations

import threading
from dataclasses import dataclass

KINDS = (
    "cut_before",        # the connection ends, and nothing was done
    "cut_after_commit",  # the connection ends after all was done
    "html_502",          # a proxy's page instead, and nothing was done
    "html_502_after_commit",
    "null_result",       # done, and the reply has no result
    "half_reply",        # done, and the reply ends in the middle
    "never",             # done, and nothing is said until the caller hangs up
    "slow",              # done, and answered after `seconds`
    "login_refused", "access_error", "validation", "user_error", "unknown_field", "server_error",
)


@dataclass
class Fault:
    kind: str
    times: int = 1
    skip: int = 0      # so many fitting calls pass first
    model: str = ""    # of any, when empty
    method: str = ""
    seconds: float = 0.0


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, wanted: dict) -> None:
        fault = Fault(**wanted)
        if fault.kind not in KINDS:
            raise ValueError(f"no fault {fault.kind}")
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def take(self, model: str, method: str) -> Fault | None:
        with self._lock:
            for fault in self._waiting:
                if fault.model not in ("", model) or fault.method not in ("", method):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                if fault.times == 0:
                    self._waiting.remove(fault)
                return fault
        return None
