"""The processes: fettle on PostgreSQL, and the stand-ins, killed and begun again at will."""
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

from shop.api import Api
from shop.tokens import Mint

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))

START_SECONDS_MAX = 120
KEY = "0123456789abcdef0123456789abcdef01234567"  # of the stand-in's user
CONNECTIONS = """[demo.wechat_pay]
mch_id = "{mchid}"
app_id = "{appid}"
serial = "{serial}"
private_key_file = "{pay_folder}/merchant/key.pem"
api_key = "{api_key}"
notify_url = "http://127.0.0.1:{port}/webhooks/wechatpay/paid"
base_url = "{pay_url}"

[demo.mini_program]
app_id = "{appid}"
secret = "a-secret-of-the-mini-program"
base_url = "{mini_url}"

[demo.odoo]
url = "{odoo_url}"
database = "shop"
login = "fettle"
secret = "{key}"
look_seconds = 2

[demo.odoo.warehouses]
west = "WH"
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """One that may be killed at any instant, and begun again with the same words."""

    def __init__(self, words, output, ready):
        self._words, self._output, self._ready = words, output, ready
        self._process = None
        self._lock = threading.Lock()

    def start(self):
        with self._lock:
            with open(self._output, "ab") as output:
                self._process = subprocess.Popen(self._words, stdout=output, stderr=output)
            deadline = time.monotonic() + START_SECONDS_MAX
            while not self._ready():
                if self._process.poll() is not None or time.monotonic() > deadline:
                    with open(self._output, encoding="utf-8", errors="replace") as text:
                        raise SystemExit(f"{self._words[1]} did not start:\n{text.read()[-2000:]}")
                time.sleep(0.05)

    def kill(self):
        with self._lock:
            if self._process is not None:
                self._process.send_signal(signal.SIGKILL)
                self._process.wait()

    def again(self):
        self.kill()
        self.start()


def asks(port, path, method="GET", body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, json.dumps(body) if body is not None else None,
                       {"Content-Type": "application/json"})
    reply = connection.getresponse()
    return reply.status, reply.read()


def answers(port, path):
    def ready():
        try:
            return asks(port, path)[0] == 200
        except OSError:
            return False
    return ready


class Scene:
    def __init__(self, asked, folder):
        self.asked, self.folder = asked, folder
        self.ports = {name: free_port() for name in ("fettle", "pay", "mini", "odoo", "control")}
        self.processes = {}
        self._postgres = os.path.join(folder, "postgres")
        self._output = os.path.join(folder, "fettle.log")

    def open(self):
        for name, words in self._stand_ins().items():
            door = self.ports["control" if name == "odoo" else name]
            self.processes[name] = Process(words, os.path.join(self.folder, name + ".log"),
                                           answers(door, "/fake/state"))
            self.processes[name].start()
        self._connect()
        url = subprocess.run([f"{ROOT}/ops/postgres", "start", self._postgres, "--for-tests"],
                             check=True, capture_output=True, text=True).stdout.strip()
        os.environ.update({
            "FETTLE_DATA_DIR": os.path.join(self.folder, "data"), "FETTLE_POSTGRES_URL": url,
            "FETTLE_HTTP_PORT": str(self.ports["fettle"]), "FETTLE_RATE_TOKEN_PER_SECOND": "0",
            "FETTLE_RATE_ADDRESS_PER_SECOND": "0", "FETTLE_CONNECTORS_FILE": self._connections,
            "FETTLE_CONNECTORS_ODOO_RETRY": "1 1 2 2 5 5 10 10",
            "FETTLE_CONNECTORS_WECHAT_PAY_RETRY": "1 1 2 2 5 5 10 10",
            "FETTLE_CONNECTORS_BREAKER_PAUSE_MS": "500"})
        self.run("token", "--role", "manager", "--account", "m-1")
        self.processes["fettle"] = Process([self.asked.fettle, "serve"], self._output,
                                           answers(self.ports["fettle"], "/ready"))
        self.processes["fettle"].start()
        self.run("tenant", "create", "demo", "--kind", "auto")
        mint = Mint(os.path.join(self.folder, "data", "tokens"), "demo")
        self.api = Api(f"http://127.0.0.1:{self.ports['fettle']}", "demo", mint)

    def close(self):
        for process in self.processes.values():
            process.kill()
        subprocess.run([f"{ROOT}/ops/postgres", "stop", self._postgres], capture_output=True)

    def run(self, *words):
        return subprocess.run([self.asked.fettle, *words], check=True, capture_output=True).stdout

    def control(self, name, path, body):
        """Of a stand-in, which may be dead just now."""
        port = self.ports["control" if name == "odoo" else name]
        deadline = time.monotonic() + START_SECONDS_MAX
        while True:
            try:
                status, text = asks(port, path, "POST", body)
                if status == 200:
                    return json.loads(text)
                if status == 400:
                    raise ValueError(text.decode())
            except OSError:
                pass
            if time.monotonic() > deadline:
                raise SystemExit(f"{name} {path} is not answered")
            time.sleep(0.1)

    def state(self, name):
        port = self.ports["control" if name == "odoo" else name]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/fake/state", timeout=120) as reply:
            return json.load(reply)

    def _stand_ins(self):
        python = [sys.executable, "-B"]
        fakes = os.path.join(ROOT, "ops", "fakes")
        place = lambda name: ["--folder", os.path.join(self.folder, name)]  # noqa: E731
        door = lambda name: ["--port", str(self.ports[name])]  # noqa: E731
        return {
            "pay": [*python, f"{fakes}/wechat_pay", *place("pay"), *door("pay"),
                    "--retry-scale", "0.01"],
            "mini": [*python, f"{fakes}/mini_program", *place("mini"), *door("mini")],
            "odoo": [*python, f"{fakes}/odoo", *place("odoo"), *door("odoo"), "--version",
                     str(self.asked.odoo), "--control-port", str(self.ports["control"])]}

    def _connect(self):
        folder = os.path.join(self.folder, "pay")
        with open(os.path.join(folder, "merchant", "account.json"), encoding="utf-8") as file:
            account = json.load(file)
        url = lambda name: f"http://127.0.0.1:{self.ports[name]}"  # noqa: E731
        self._connections = os.path.join(self.folder, "connectors.toml")
        with open(self._connections, "w", encoding="utf-8") as file:
            file.write(CONNECTIONS.format(
                **account, pay_folder=folder, pay_url=url("pay"), mini_url=url("mini"),
                odoo_url=url("odoo"), key=KEY, port=self.ports["fettle"]))
        os.chmod(self._connections, 0o600)
