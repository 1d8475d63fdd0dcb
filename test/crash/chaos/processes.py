"""The real processes: three brokers, PostgreSQL, and nodes of fettle that reach the brokers through
the doors."""

import http.client
import json
import os
import random
import secrets
import signal
import socket
import subprocess
import time

from doors import NODES, Doors
from namespaces import network_for

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
PARTITIONS = 6
PREFIX = "chaos"
NODE_PORTS = 40  # behind the brokers'
START_SECONDS_MAX = 120


def wait_for(what, seconds, words):
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            raise RuntimeError(words)
        time.sleep(0.1)


def free_ports():
    """The first of a row, below those that the system gives to anybody."""
    while True:
        base = random.SystemRandom().randrange(20_000, 32_000, 50)
        try:
            for port in range(base, base + 50):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return base
        except OSError:
            continue


def script(name, *words):
    done = subprocess.run([os.path.join(ROOT, "ops", name), *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"ops/{name} {words[0]}: {done.stderr}")
    return done.stdout.strip()


class Process:
    """What can be killed, paused and started again."""

    def pid(self):
        raise NotImplementedError

    def start(self):
        raise NotImplementedError

    def kill(self):
        os.kill(self.pid(), signal.SIGKILL)

    def pause(self):
        os.kill(self.pid(), signal.SIGSTOP)

    def go_on(self):
        os.kill(self.pid(), signal.SIGCONT)


class Brokers:
    def __init__(self, folder, base):
        self.folder, self.base, self.servers = folder, base, None
        self.all = [Broker(self, number) for number in (1, 2, 3)]

    def start(self, door_hosts):
        url = script("kafka", "start", self.folder, "--nodes", "3", "--doors",
                     ",".join(door_hosts), "--port", str(self.base))
        self.servers = url.removeprefix("kafka://")

    def whole(self):
        """Every copy of every partition is in sync: another broker may be hurt."""
        told = subprocess.run(["kcat", "-L", "-J", "-m", "5", "-b", self.servers],
                              capture_output=True)
        if told.returncode != 0:
            return False
        cluster = json.loads(told.stdout)
        partitions = [one for topic in cluster["topics"] for one in topic["partitions"]]
        return len(cluster["brokers"]) == 3 and all(
            len(one["isrs"]) == len(one["replicas"]) and one["leader"] > 0 for one in partitions)

    def wait_until_whole(self, seconds=180):
        wait_for(self.whole, seconds, "the brokers are not in sync again")

    def wipe(self):
        script("kafka", "wipe", self.folder)


class Broker(Process):
    def __init__(self, cluster, number):
        self.cluster, self.number, self.name = cluster, number, f"broker {number}"

    def pid(self):
        with open(os.path.join(self.cluster.folder, f"node-{self.number}", "pid")) as file:
            return int(file.read())

    def start(self):
        script("kafka", "start", self.cluster.folder)


class Node(Process):
    def __init__(self, fettle, folder, number, cluster):
        self.fettle, self.number, self.cluster = fettle, number, cluster
        self.name = f"node {number}"
        self.folder = os.path.join(folder, f"node-{number}")
        self.host = cluster.network.node_host(number)
        self.port = cluster.base + NODE_PORTS + number
        self.url = f"http://{self.host}:{self.port}"
        self.process = None
        os.makedirs(self.folder)

    def command(self, *words):
        shared = self.cluster.folder
        settings = {
            "data-dir": self.folder, "http-address": self.host, "http-port": self.port,
            "kafka-prefix": PREFIX,
            "kafka-partitions": PARTITIONS, "kafka-copies": 3,
            "log": "kafka://" + self.cluster.doors.servers(self.number),
            "kafka-session-timeout-ms": round(self.cluster.session * 1000),
            "kafka-message-timeout-ms": round(self.cluster.message_timeout * 1000),
            "keys-master-key-file": os.path.join(shared, "master.key"),
            "tokens-keys-folder": os.path.join(shared, "tokens"),
            "node-secret-file": os.path.join(shared, "node.secret"),
            "postgres-url": self.cluster.postgres_url,
            "rate-token-per-second": 0, "rate-address-per-second": 0}
        return [self.fettle, *(f"--{name}={value}" for name, value in settings.items()), *words]

    def pid(self):
        return self.process.pid

    def start(self):
        with open(os.path.join(self.folder, "serve.out"), "ab") as out:
            begin = self.cluster.network.within(self.number)
            self.process = subprocess.Popen(begin + self.command("serve"), stdout=out, stderr=out)

    def kill(self):
        super().kill()
        self.process.wait()

    def said(self):
        with open(os.path.join(self.folder, "serve.out"), encoding="utf-8") as out:
            return out.read()

    def ready(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} ended by itself with {self.process.returncode}")
        try:
            connection = http.client.HTTPConnection(self.host, self.port, timeout=2)
            connection.request("GET", "/ready")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False

    def run(self, *words):
        done = subprocess.run(self.command(*words), capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"fettle {words}: {done.stdout}{done.stderr}")
        return done.stdout


class Cluster:
    """All of it, in one folder. Whatever stands of it is taken away by `close`."""

    def __init__(self, fettle, folder, session, message_timeout):
        self.folder, self.session, self.message_timeout = folder, session, message_timeout
        self.base = free_ports()
        self.postgres, self.postgres_url = os.path.join(folder, "postgres"), None
        self.network = network_for(self.base, NODES)
        self.brokers = Brokers(os.path.join(folder, "kafka"), self.base)
        self.doors = None
        self.nodes = [Node(fettle, folder, number, self) for number in range(1, NODES + 1)]

    def start_around(self):
        """What nodes stand on."""
        for secret in ("master.key", "node.secret"):
            with open(os.path.join(self.folder, secret), "w", opener=private) as file:
                file.write(secrets.token_hex(32))
        os.makedirs(os.path.join(self.folder, "tokens"))
        self.postgres_url = script("postgres", "start", self.postgres, "--for-tests")
        hosts = [self.network.door_host(number) for number in range(1, NODES + 1)]
        self.brokers.start(hosts)
        self.doors = Doors(self.base, hosts)

    def start(self, tenants):
        """Gives each tenant's token of a manager."""
        self.start_around()
        tokens = {tenant: self.token(tenant) for tenant in tenants}
        for node in self.nodes:
            node.start()
        for node in self.nodes:
            wait_for(node.ready, START_SECONDS_MAX, f"{node.name} is not ready")
        for tenant in tenants:
            self.nodes[0].run("tenant", "create", tenant, "--kind", "auto")
        return tokens

    def token(self, tenant):
        """The first one makes the key that all nodes share."""
        return self.nodes[0].run("token", "--role", "manager", "--account", "m", "--tenant",
                                 tenant).split()[-1]

    def close(self):
        for node in self.nodes:
            if node.process and node.process.poll() is None:
                node.kill()
        if self.doors:
            self.doors.close()
        self.network.remove()
        self.brokers.wipe()
        script("postgres", "stop", self.postgres)


def private(path, flags):
    return os.open(path, flags, 0o600)
