"""`fettle serve` on a folder of its own, with a shop that the loads of bench_load know."""

import http.client
import json
import os
import socket
import subprocess
import time
import uuid

from measure.processes import Failed, run, started, wait_until

SHOP, STORES = "shop-1", 100
LIST = "/admin/work-orders?limit=20"
CAR = {"vin": "LSVAA4182E2184847", "plate": "京A12345", "model": "大众 帕萨特",
       "mileage_km": 98000}


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Fettle:
    """Made by `serving`; knows what to tell a load so that its commands are accepted."""

    def __init__(self, build, folder, more_settings=()):
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        # One token and one address send all of the load.
        self._command = [build / "fettle", "--data-dir", folder, "--http-port", str(self.port),
                         "--rate-token-per-second", "0", "--rate-address-per-second", "0",
                         *more_settings]
        # What it is set to stands here, not in the environment of who measures.
        self._environment = {name: text for name, text in os.environ.items()
                             if not name.startswith("FETTLE_")}
        self._lines = folder.with_suffix(".log")
        self.process = None
        self.manager = self.customer = self.car = self._log_id = ""

    def start(self, exits):
        """Until `exits` closes. Says how many seconds it took until it was ready."""
        said = exits.enter_context(self._lines.open("a"))
        begun = time.monotonic()
        self.process = exits.enter_context(started([*self._command, "serve"],
                                                   env=self._environment, stdout=said, stderr=said))
        wait_until(self._ready, self.process, f"fettle serve (see {self._lines})")
        return time.monotonic() - begun

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def restart(self, exits):
        self.stop()
        self.start(exits)

    def serving(self, exits):
        """Until `exits` closes, with the shop."""
        self.start(exits)
        self.manager = self.add_shop(SHOP, STORES)
        self.customer = self._token(SHOP, "customer")
        for number in range(STORES):
            self._post(self.manager, f"/{SHOP}/admin/staff",
                       {"name": "李师傅", "role": "technician", "account": f"t-{number}",
                        "store": f"s-{number}", "skills": ["engine"]})
        self._post(self.customer, f"/{SHOP}/mp/me", {"name": "李四", "phone": "13800000009"})
        car = self._post(self.customer, f"/{SHOP}/mp/vehicles", CAR)
        self.car, self._log_id = car["id"], car["position"].split(":")[0]
        return self

    def add_shop(self, shop, stores):
        """With so many of them. Its manager's token."""
        self.tool("tenant", "create", shop, "--kind", "auto")
        manager = self._token(shop, "manager")
        for number in range(stores):
            self._post(manager, f"/{shop}/admin/stores",
                       {"name": "s", "id": f"s-{number}", "bays": [{"id": "b-1", "name": "1"}]})
        return manager

    def tool(self, *arguments):
        return run([*self._command, *arguments], env=self._environment, stderr=subprocess.DEVNULL)

    def printing(self, *arguments):
        """A tool whose output is too long to be kept: its process, to be read from."""
        return started([*self._command, *arguments], env=self._environment,
                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def load(self, name):
        """URL and environment for that load of bench_load."""
        if name in ("orders", "visible"):
            return self.url + self.car, {"BENCH_TOKENS": self.customer, "BENCH_STORES": str(STORES)}
        if name == "repairs":
            return self.url + self.car, {"BENCH_TOKENS": f"{self.customer} {self.manager}",
                                         "BENCH_STORES": str(STORES)}
        if name == "get":
            return f"{self.url}{SHOP}{LIST}", {"BENCH_TOKENS": self.manager}
        return self.url, {"BENCH_TOKENS": self.manager, "BENCH_STORES": str(STORES)}

    def has_rows_of(self, place):
        """Waits a while by itself. `place`: partition and offset."""
        headers = {"Authorization": f"Bearer {self.manager}",
                   "Fettle-Position": f"{self._log_id}:{place}"}
        status, _text = self._ask("GET", f"/{SHOP}{LIST}", headers)
        return status == 200

    def _token(self, shop, role):
        return self.tool("token", "--role", role, "--account", f"bench-{role}", "--tenant",
                         shop).split()[-1]

    def _ready(self):
        try:
            return self._ask("GET", "/ready", {})[0] == 200
        except OSError:
            return False

    def _post(self, token, path, body):
        status, text = self._ask("POST", path, {"Authorization": f"Bearer {token}",
                                                "Content-Type": "application/json",
                                                "Idempotency-Key": str(uuid.uuid4())},
                                 json.dumps(body))
        if status != 201:
            raise Failed(f"POST {path}: {status} {text}")
        return json.loads(text)

    def _ask(self, method, path, headers, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()
