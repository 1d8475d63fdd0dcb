"""Calls of the faces: one connection a thread, and the same key again when an answer was lost."""

import collections
import http.client
import json
import threading
import time
import urllib.parse
import uuid

RETRY_SECONDS_MAX = 60  # how long one call may try before the play gives up
ANSWER_SECONDS_MAX = 30


class Unreachable(Exception):
    pass


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    @property
    def code(self):
        answer = self.json
        return answer.get("code", "") if isinstance(answer, dict) else ""

    @property
    def position(self):
        return self.headers.get("Fettle-Position", "")

    def field_codes(self):
        errors = self.json.get("errors", []) if isinstance(self.json, dict) else []
        return {error["field"]: error["code"] for error in errors}


class Api:
    """Thread-safe. `tenant` leads every path that begins with a face."""

    def __init__(self, url, tenant, mint, retry_seconds_max=RETRY_SECONDS_MAX):
        parts = urllib.parse.urlsplit(url)
        self._address = (parts.hostname, parts.port or 80)
        self._prefix = f"/{tenant}"
        self._mint = mint
        self._retry_seconds_max = retry_seconds_max
        self._local = threading.local()
        self._lock = threading.Lock()
        self.statuses = collections.Counter()
        self.retries = 0

    def get(self, person, path, position=""):
        headers = {"Fettle-Position": position} if position else {}
        return self.send("GET", self._prefix + path, self._bearer(person, headers))

    def post(self, person, path, body, key=None):
        return self.command("POST", person, path, body, key)

    def command(self, method, person, path, body, key=None, headers=None):
        sent = {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())}
        sent.update(headers or {})
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return self.send(method, self._prefix + path, self._bearer(person, sent), raw)

    def send_raw(self, method, path, headers, body):
        """Headers as given; for those who mean no good."""
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return self.send(method, self._prefix + path, headers, raw)

    def fetch(self, target):
        """What a link of the server's own serves, without a token."""
        return self.send("GET", target, {})

    def send(self, method, path, headers, body=None):
        """Busy (429, 503) and lost answers are tried again; safe, since a command has its key."""
        give_up = time.monotonic() + self._retry_seconds_max
        pause = 0.05
        while True:
            answer = self._try(method, path, headers, body)
            if answer and answer.status not in (429, 503):
                return answer
            if answer and answer.code == "too_many_denials":
                return answer
            if time.monotonic() > give_up:
                raise Unreachable(f"{method} {path}: " +
                                  (f"{answer.status} {answer.code}" if answer else "no answer"))
            with self._lock:
                self.retries += 1
            time.sleep(pause)
            pause = min(pause * 2, 1)

    def _try(self, method, path, headers, body):
        try:
            connection = self._connection()
            connection.request(method, path, body, headers)
            got = connection.getresponse()
            answer = Answer(got.status, got.headers, got.read())
        except (OSError, http.client.HTTPException):
            self._local.connection = None
            return None
        with self._lock:
            self.statuses[answer.status] += 1
        return answer

    def _connection(self):
        if getattr(self._local, "connection", None) is None:
            self._local.connection = http.client.HTTPConnection(
                *self._address, timeout=ANSWER_SECONDS_MAX)
        return self._local.connection

    def _bearer(self, person, headers):
        if person is not None:
            headers["Authorization"] = "Bearer " + self._mint.token(person)
        return headers

    def at_once(self, calls):
        """Sends several calls in parallel, as near to each other as threads can."""
        ready = threading.Barrier(len(calls))
        answers = [None] * len(calls)

        def run(index, call):
            ready.wait()
            try:
                answers[index] = call()
            except Unreachable:
                answers[index] = Answer(0, {}, b"")

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers
