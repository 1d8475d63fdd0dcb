"""One HTTP server on loopback for a stand-in: requests in, replies and faults out."""
import json
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable

from common.faults import Fault, Faults


@dataclass
class Request:
    method: str
    target: str  # path and query as they came
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def path(self) -> str:
        return self.target.split("?", 1)[0]

    @property
    def query(self) -> dict[str, str]:
        parts = urllib.parse.urlsplit(self.target)
        return dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))

    def json(self) -> dict:
        return json.loads(self.body or b"{}")


@dataclass
class Reply:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def json_reply(value: object, status: int = 200) -> Reply:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Reply(status, text.encode(), {"Content-Type": "application/json; charset=utf-8"})


PAGE = Reply(502, b"<html><body>Bad Gateway</body></html>", {"Content-Type": "text/html"})
ERROR = json_reply({"code": "SYSTEM_ERROR", "message": "as a test wished"}, 500)


def without_signature(reply: Reply) -> Reply:
    kept = {k: v for k, v in reply.headers.items() if not k.startswith("Wechatpay-")}
    return Reply(reply.status, reply.body, kept)


def altered(reply: Reply) -> Reply:
    return Reply(reply.status, reply.body + b" ", reply.headers)


def serve(port: int, handle: Callable[[Request], Reply], faults: Faults) -> ThreadingHTTPServer:
    """Controls below /fake/ never meet a fault. GET /fake/requests: how many others came."""
    counting = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        requests = 0

        def log_message(self, *_: object) -> None:
            """Says nothing: secrets stand in URLs."""

        def answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, self.rfile.read(size))
            is_control = request.path.startswith("/fake/")
            if request.path == "/fake/requests":
                return self.send(json_reply({"requests": Handler.requests}))
            if not is_control:
                with counting:
                    Handler.requests += 1
            fault = None if is_control else faults.take(f"{self.command} {self.path}")
            if fault is None:
                return self.send(handle(request))
            self.close_connection = True
            reply = handle(request) if fault.carries_out else Reply(200)
            self.send_faulty(fault, reply)

        def send_faulty(self, fault: Fault, reply: Reply) -> None:
            if fault.kind == "never":
                while self.connection.recv(4096):
                    pass
            elif fault.kind == "half":
                self.send(reply, len(reply.body) // 2)
            elif fault.kind == "slow":
                time.sleep(fault.seconds)
                self.send(reply)
            elif fault.kind != "cut":
                made = {"html": PAGE, "error": ERROR, "unsigned": without_signature(reply),
                        "altered": altered(reply)}
                self.send(made[fault.kind])

        def send(self, reply: Reply, bytes_sent: int | None = None) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 204:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[:bytes_sent])

        do_GET = do_POST = do_DELETE = do_PUT = answer

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *_: object) -> None:
            """A caller that hung up is nothing to speak of."""

    return Server(("127.0.0.1", port), Handler)
