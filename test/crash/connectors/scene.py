"""The processes: fettle on PostgreSQL, and the stand-ins, killed and begun again at will."""
import os
import signal
import socket
import subprocess
import threading
import time

from shop.api import Api
from shop.outside import connections, processes
from shop.outside.stand_ins import StandIns, answers
from shop.tokens import Mint

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))

START_SECONDS_MAX = 300
CLIENT_SECONDS_MAX = 600  # a client comes again as long as somebody keeps killing
WAREHOUSES = {"west": "WH"}


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


class Scene:
    def __init__(self, asked, folder):
        self.asked, self.folder = asked, folder
        names = ("fettle", "pay", "mini", "odoo", "odoo_control")
        self.ports = {name: free_port() for name in names}
        self.urls = {name: f"http://127.0.0.1:{port}" for name, port in self.ports.items()}
        self._url = self.urls.pop("fettle")
        self.stand_ins = StandIns(self.urls, WAREHOUSES)
        self.processes = {}
        self._postgres = os.path.join(folder, "postgres")
        self._output = os.path.join(folder, "fettle.log")

    def open(self):
        for name, words in self._stand_ins().items():
            door = self.urls["odoo_control" if name == "odoo" else name]
            self.processes[name] = Process(words, os.path.join(self.folder, name + ".log"),
                                           lambda door=door: answers(door))
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
                                           lambda: answers(self._url, "/ready"))
        self.processes["fettle"].start()
        self.run("tenant", "create", "demo", "--kind", "auto")
        mint = Mint(os.path.join(self.folder, "data", "tokens"), "demo")
        self.api = Api(self._url, "demo", mint, CLIENT_SECONDS_MAX)

    def close(self):
        for process in self.processes.values():
            process.kill()
        subprocess.run([f"{ROOT}/ops/postgres", "stop", self._postgres], capture_output=True)

    def run(self, *words):
        return subprocess.run([self.asked.fettle, *words], check=True, capture_output=True).stdout

    def control(self, name, action, body):
        """Of a stand-in, which may be dead just now."""
        return self.stand_ins.control(name, action, body)

    def state(self, name):
        return self.stand_ins.state(name)

    def _stand_ins(self):
        more = {"pay": ["--retry-scale", "0.01"], "mini": [],
                "odoo": ["--version", str(self.asked.odoo)]}
        return {name: processes.words(name, os.path.join(self.folder, name), self.ports[name],
                                      self.ports["odoo_control"], words)
                for name, words in more.items()}

    def _connect(self):
        self._connections = os.path.join(self.folder, "connectors.toml")
        connections.write(self._connections, "demo", self._url, self.urls,
                          os.path.join(self.folder, "pay"), WAREHOUSES)
