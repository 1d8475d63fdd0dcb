"""The control faces of the stand-ins: what people do there, what goes wrong, and their books."""

import http.client
import json
import pathlib
import time
import urllib.parse

ANSWER_SECONDS_MAX = 120  # the books of a long run are long
TRY_SECONDS_MAX = 120
READY_SECONDS_MAX = 5


class StandInAway(Exception):
    pass


def ask(url, method, path, body=None, seconds=ANSWER_SECONDS_MAX):
    """Status and text; OSError or HTTPException when nobody answers."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=seconds)
    try:
        connection.request(method, path, None if body is None else json.dumps(body),
                           {"Content-Type": "application/json"})
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def answers(url, path="/fake/state"):
    try:
        return ask(url, "GET", path, seconds=READY_SECONDS_MAX)[0] == 200
    except (OSError, http.client.HTTPException):
        return False


class StandIns:
    """`urls` by name: pay, mini, odoo and odoo_control. Thread-safe."""

    def __init__(self, urls, warehouses):
        self.urls = urls
        self.warehouses = warehouses  # by store
        self._doors = {**urls, "odoo": urls["odoo_control"]}

    @classmethod
    def of_file(cls, path):
        """As ops/stand-ins wrote it."""
        try:
            told = json.loads(pathlib.Path(path).read_text())
        except OSError as error:
            raise SystemExit(f"ops/demo: {path}: {error.strerror}") from error
        made = cls(told["urls"], told["warehouses"])
        for name, url in told["urls"].items():
            if name != "odoo" and not answers(url):
                raise SystemExit(f"ops/demo: {name} of {path} does not answer; is it started?")
        return made

    def stores_of_the_day(self):
        """Connected ones that are not the seed's."""
        return [store for store in self.warehouses if store.startswith("day-")]

    def control(self, name, action, body):
        """Of a stand-in that may be dead just now. ValueError: it refuses the wish."""
        return self._until_answered(name, "POST", f"/fake/{action}", body)

    def state(self, name):
        return self._until_answered(name, "GET", "/fake/state", None)

    def _until_answered(self, name, method, path, body):
        give_up = time.monotonic() + TRY_SECONDS_MAX
        while True:
            try:
                status, text = ask(self._doors[name], method, path, body)
                if status == 200:
                    return json.loads(text)
                if status == 400:
                    raise ValueError(text.decode())
            except (OSError, http.client.HTTPException):
                pass
            if time.monotonic() > give_up:
                raise StandInAway(f"{name} does not answer {method} {path}")
            time.sleep(0.1)
