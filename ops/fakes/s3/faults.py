"""Bad days on request: {"operation": "UploadPart", "fault": "cut", "times": 1}.

cut       does what was asked, then closes the connection without a word
refuse    closes the connection and does nothing
fail      answers 500 InternalError and does nothing
error200  answers 200 with an <Error>, as S3 may at the end of a multipart upload; does nothing
html      answers 502 with a proxy's page and does nothing
half      does what was asked, then ends in the middle of the answer
never     does what was asked and says nothing until the caller hangs up
slow      waits two seconds, then does it
"""

import threading


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: list[dict] = []

    def ask(self, fault: dict) -> None:
        with self._lock:
            self._asked.append({"times": 1, **fault})

    def take(self, operation: str) -> str:
        """The fault for this call; empty for none."""
        with self._lock:
            for fault in self._asked:
                if fault["operation"] == operation and fault["times"] > 0:
                    fault["times"] -= 1
                    return fault["fault"]
        return ""
