"""Callbacks, sent until they are taken: the status decides, and the pauses are WeChat Pay's."""
import http.client
import threading
import time
import urllib.parse
import uuid

import china_time
from books import Books
from openssl_keys import Keys
from spelling import plain

SUMMARIES = {"TRANSACTION.SUCCESS": "支付成功", "REFUND.SUCCESS": "退款成功"}
PAUSES = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600]
REPLY_SECONDS_MAX = 5
LOOK_SECONDS = 0.05


def body_of(keys: Keys, callback: dict) -> bytes:
    kind = "transaction" if callback["event_type"].startswith("TRANSACTION") else "refund"
    return plain({"id": callback["id"], "create_time": china_time.now(),
                  "resource_type": "encrypt-resource", "event_type": callback["event_type"],
                  "summary": SUMMARIES.get(callback["event_type"], ""),
                  "resource": keys.seal(callback["plain"], kind, kind)}).encode()


def post(url: str, headers: dict, body: bytes) -> int | None:
    """The status; None when there was no reply in time."""
    parts = urllib.parse.urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=REPLY_SECONDS_MAX)
    try:
        connection.request("POST", parts.path, body, {"Content-Type": "application/json"} | headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


class Callbacks:
    def __init__(self, keys: Keys, books: Books, retry_scale: float) -> None:
        self._keys, self._books, self._retry_scale = keys, books, retry_scale

    def queue(self, event_type: str, text: str, url: str, delay: float = 0) -> str:
        made = str(uuid.uuid4())
        self._books.insert("callbacks", {
            "id": made, "event_type": event_type, "plain": text, "notify_url": url,
            "due": time.time() + delay, "tries": 0, "last_status": None, "ended": None})
        return made

    def repeat(self, id_: str) -> None:
        """Once more under the same id, as a retry whose predecessor was taken after all."""
        row = self._books.one("SELECT * FROM callbacks WHERE id = ? LIMIT 1", id_)
        del row["number"]
        self._books.insert("callbacks", row | {"tries": 0, "ended": None, "due": time.time()})

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            due = self._books.all("SELECT * FROM callbacks WHERE ended IS NULL AND due <= ?"
                                  " ORDER BY due LIMIT 20", time.time())
            if self._books.setting("held", 0):
                due = []
            for callback in due:
                self._send(callback)
            if not due:
                time.sleep(LOOK_SECONDS)

    def _send(self, callback: dict) -> None:
        body = body_of(self._keys, callback)
        status = post(callback["notify_url"], self._keys.signed_headers(body), body)
        tries = callback["tries"] + 1
        ended = "taken" if status in (200, 204) else None
        if ended is None and tries > len(PAUSES):
            ended = "given up"
        pause = PAUSES[min(tries, len(PAUSES)) - 1] * self._retry_scale
        self._books.all("UPDATE callbacks SET tries = ?, last_status = ?, ended = ?, due = ?"
                        " WHERE number = ?", tries, status, ended, time.time() + pause,
                        callback["number"])
