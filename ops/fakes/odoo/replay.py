"""Recorded exchanges instead of a database: a request of the same meaning gets the old reply."""

from __future__ import annotations

import json
from email.message import Message
from pathlib import Path
from typing import Any

from answers import HTML, Answer, of_json
from versions import Version

# Of a read, what is asked for may differ from the record: fewer fields, no limit.
_FREE = ("fields", "limit", "order", "attributes")
# Free text of ours.
_OWN_TEXTS = ("name",)


def _alike(ours: Any, recorded: Any, free_texts: bool = False) -> bool:
    if isinstance(ours, dict) and isinstance(recorded, dict):
        return ours.keys() == recorded.keys() and all(
            free_texts and key in _OWN_TEXTS
            or _alike(ours[key], recorded[key], free_texts or key == "move_ids")
            for key in ours)
    if isinstance(ours, list) and isinstance(recorded, list):
        return len(ours) == len(recorded) and all(
            _alike(one, other, free_texts) for one, other in zip(ours, recorded))
    return ours == recorded


def _without_free(named: dict) -> dict:
    return {key: value for key, value in named.items() if key not in _FREE}


def _alike_call(ours: list, recorded: list) -> bool:
    if len(ours) < 7 or len(recorded) < 6:
        return _alike(ours, recorded)
    named = recorded[6] if len(recorded) > 6 else {}
    return (_alike(ours[:3] + ours[3:6], recorded[:6])
            and _alike(_without_free(ours[6]), _without_free(named)))


class Replay:
    def __init__(self, file: Path, major: int) -> None:
        server = json.loads(file.read_text(encoding="utf-8"))["servers"][str(major)]
        self.version = Version(major)
        self.unmatched: list[Any] = []
        self._rpc: list[dict] = server["jsonrpc"]
        self._json_2: list[dict] = server.get("json2", [])
        self._cursor = -1
        self._next_label = ""
        self._trusting = False

    def control(self, wanted: dict) -> None:
        """`next`: the label of the next answer. `trust`: any password logs in. `rewind`."""
        self._next_label = wanted.get("next", self._next_label)
        self._trusting = wanted.get("trust", self._trusting)
        if wanted.get("rewind"):
            self._cursor = -1

    def answer(self, path: str, headers: Message, body: bytes) -> Answer:
        if path == "/jsonrpc":
            return self._answer_rpc(json.loads(body))
        return self._answer_json_2(path, headers, json.loads(body))

    def _no_such(self, request: Any) -> Answer:
        self.unmatched.append(request)
        return of_json({"name": "replay.NoSuchExchange", "message": "never recorded"}, 599)

    def _answer_rpc(self, request: dict) -> Answer:
        params = request["params"]
        if self._trusting and params["method"] == "authenticate":
            return of_json({"jsonrpc": "2.0", "id": request["id"], "result": 2})
        if self._looks_before_create(params):
            return of_json({"jsonrpc": "2.0", "id": request["id"], "result": []})
        fitting = [i for i, one in enumerate(self._rpc) if self._fits(params, one)]
        if not fitting:
            return self._no_such(params)
        self._cursor = next((i for i in fitting if i > self._cursor), fitting[-1])
        recorded = self._rpc[self._cursor]
        return of_json({**recorded["response"], "id": request["id"]}, recorded["http_status"])

    def _fits(self, params: dict, recorded: dict) -> bool:
        theirs = recorded["request"]["params"]
        return (params["service"] == theirs["service"] and params["method"] == theirs["method"]
                and _alike_call(params["args"], theirs["args"]))

    def _looks_before_create(self, params: dict) -> bool:
        """A picking that is looked for before it was made is not there yet."""
        args = params["args"]
        if len(args) < 6 or args[3:5] != ["stock.picking", "search_read"]:
            return False
        made = [i for i, one in enumerate(self._rpc) if one["label"] == "create picking"]
        return self._cursor < made[0]

    def _answer_json_2(self, path: str, headers: Message, body: Any) -> Answer:
        for recorded in self._json_2:
            if self._next_label:
                fits = recorded["label"] == self._next_label
            else:
                fits = self._fits_json_2(path, headers, body, recorded)
            if fits:
                self._next_label = ""
                return _as_recorded(recorded)
        return self._no_such([path, body])

    @staticmethod
    def _fits_json_2(path: str, headers: Message, body: Any, recorded: dict) -> bool:
        theirs = recorded["headers"]
        bearer = headers["Authorization"].removeprefix("bearer ")
        known = len(bearer) == 40 and (theirs["Authorization"] or "").startswith("bearer <")
        return (path == recorded["path"] and _alike(body, recorded["request"])
                and headers["X-Odoo-Database"] == theirs["X-Odoo-Database"]
                and (known or theirs["Authorization"] == f"bearer {bearer}")
                and headers["Content-Type"].split(";")[0] == theirs["Content-Type"].split(";")[0])


def _as_recorded(recorded: dict) -> Answer:
    if recorded["content_type"].startswith("text/html"):
        return Answer(recorded["http_status"], HTML, recorded["response"].encode())
    return of_json(recorded["response"], recorded["http_status"])
