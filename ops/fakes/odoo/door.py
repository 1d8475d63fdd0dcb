"""The HTTP server that Fettle calls, with the faults that were asked for between it and Odoo."""

from __future__ import annotations

import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable

import errors
import json_2
import json_rpc
from answers import Answer, of_html, of_json
from database import Database
from faults import Fault, Faults
from replay import Replay

_PROXY_PAGE = "<h1>502 Bad Gateway</h1><hr>nginx"
_REFUSALS: dict[str, Callable[[], errors.OdooError]] = {
    "login_refused": errors.access_denied,
    "access_error": lambda: errors.access_error("You are not allowed to modify these records."),
    "unknown_field": lambda: errors.unknown_field("stock.move", "x_key"),
    "validation": lambda: errors.validation_error("The operation cannot be completed."),
    "user_error": lambda: errors.user_error("You cannot do this now."),
    "server_error": lambda: errors.OdooError("builtins.ZeroDivisionError", "division by zero", 500),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    database: Database
    faults: Faults
    replay: Replay | None
    down = False  # for connections that were open before

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self._count()
        if self.down:
            return self._cut()
        version = self.replay.version if self.replay else self.database.version
        if self.path == "/web/version" and version.has_json_2:
            self._send(of_json({"version_info": version.info, "version": version.text}))
        else:
            self._send(of_html(404, "<h1>Not Found</h1>"))

    def _count(self) -> None:
        if not self.replay:
            self.database.requests += 1

    def do_POST(self) -> None:
        self._count()
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.down:
            return self._cut()
        if self.replay:
            return self._send(self.replay.answer(self.path, self.headers, body))
        if self.path == "/jsonrpc":
            return self._json_rpc(body)
        if self.path.startswith("/json/2/") and self.database.version.has_json_2:
            return self._json_2(body)
        self._send(of_html(404, "<h1>Not Found</h1>"))

    def _json_rpc(self, body: bytes) -> None:
        request = json_rpc.parse(self.headers.get("Content-Type", ""), body)
        if isinstance(request, Answer):
            return self._send(request)
        code = self.database.version.error_code
        self._with_fault(
            *json_rpc.named_method(request),
            lambda: json_rpc.answer(self.database, request),
            lambda caught: json_rpc.error(request, code, caught),
            json_rpc.result(request, None))

    def _json_2(self, body: bytes) -> None:
        model, _, method = self.path.removeprefix("/json/2/").partition("/")
        self._with_fault(
            model, method,
            lambda: json_2.answer(self.database, self.path, self.headers, body),
            lambda caught: of_json(caught.data(), caught.status),
            of_json(None))

    def _with_fault(self, model: str, method: str, work: Callable[[], Answer],
                    refuse: Callable[[errors.OdooError], Answer], nothing: Answer) -> None:
        fault = self.faults.take(model, method)
        if fault is None:
            return self._send(work())
        if fault.kind in _REFUSALS:
            return self._send(refuse(_REFUSALS[fault.kind]()))
        if fault.kind == "cut_before":
            return self._cut()
        if fault.kind == "html_502":
            return self._send(of_html(502, _PROXY_PAGE))
        self._after_commit(fault, work(), nothing)

    def _after_commit(self, fault: Fault, answer: Answer, nothing: Answer) -> None:
        if fault.kind == "cut_after_commit":
            self._cut()
        elif fault.kind == "html_502_after_commit":
            self._send(of_html(502, _PROXY_PAGE))
        elif fault.kind == "null_result":
            self._send(nothing)
        elif fault.kind == "half_reply":
            self._send(answer, part=len(answer.body) // 2)
            self._cut()
        elif fault.kind == "never":
            self._say_nothing()
        else:
            time.sleep(fault.seconds)
            self._send(answer)

    def _send(self, answer: Answer, part: int | None = None) -> None:
        head = (f"HTTP/1.1 {answer.status} Odoo\r\nContent-Type: {answer.content_type}\r\n"
                f"Content-Length: {len(answer.body)}\r\n\r\n")
        try:
            self.wfile.write(head.encode() + answer.body[:part])
        except OSError:
            self.close_connection = True

    def _say_nothing(self) -> None:
        self.close_connection = True
        while self.connection.recv(4096):
            pass

    def _cut(self) -> None:
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Door(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
