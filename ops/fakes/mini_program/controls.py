"""What tests and the demo steer by. All bodies are JSON.

POST /fake/consent  {"openid", "template_id", "count": 1}   the user taps "accept" so often
POST /fake/spoil    {"ended": false}  the tokens given so far are good no longer; ended: and the
                                      next one that is asked for is another
POST /fake/answer   {"path", "errcode", "times": 1}         is answered so
POST /fake/faults   a fault, see common/faults.py;  DELETE /fake/faults forgets them
GET  /fake/state    calls, consents and messages
"""
from common.controls import CommonControls
from common.faults import Faults

from memory import Memory


class Controls(CommonControls):
    state_tables = ("calls", "consents", "messages")

    def __init__(self, memory: Memory, faults: Faults) -> None:
        super().__init__(memory, faults)
        self._memory = memory
        self._answers: dict[str, list[int]] = {}

    def planned(self, path: str) -> int | None:
        """The errcode that a test wished for this path, if any is left."""
        left = self._answers.get(path, [])
        return left.pop() if left else None

    def post_consent(self, wish: dict) -> dict:
        self._memory.all("INSERT INTO consents VALUES (?, ?, ?) ON CONFLICT (openid, template_id)"
                         " DO UPDATE SET left_over = left_over + excluded.left_over",
                         wish["openid"], wish["template_id"], wish.get("count", 1))
        return {}

    def post_spoil(self, wish: dict) -> dict:
        ends = ", ends = 0" if wish.get("ended") else ""
        self._memory.all(f"UPDATE tokens SET good = 0{ends}")
        return {}

    def post_answer(self, wish: dict) -> dict:
        self._answers.setdefault(wish["path"], []).extend(
            [wish["errcode"]] * wish.get("times", 1))
        return {}
