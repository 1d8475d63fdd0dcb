"""Clients that send commands on stores and bays to any node, with keys of their own, and send them
again until there is an answer. They remember little: what they know may be stale."""

import http.client
import json
import random
import threading
import time
import uuid

from history import Attempt, Command

PAUSE = 0.01  # between two commands of a client
RETRY_PAUSE = 0.3
STORES, BAYS = 60, 60  # ids that a tenant's clients meet on
KINDS = {"create": 3, "edit": 3, "edit_version": 6, "bay": 4, "repeat": 1, "reuse": 0.3}


class Tenant:
    """What its clients have heard."""

    def __init__(self, name, token):
        self.name, self.token = name, token
        self.versions = {}  # store → the last version heard of
        self.done = []  # some commands that were accepted

    def heard(self, command, attempt):
        if not attempt.accepted() or command.reused:
            return
        answer = json.loads(attempt.answer)
        self.versions[answer["id"]] = answer["version"]
        if len(self.done) < 1000:
            self.done.append(command)


class Load:
    def __init__(self, cluster, tokens, history, options):
        self.places = [(node.host, node.port) for node in cluster.nodes]
        self.tenants = [Tenant(name, token) for name, token in tokens.items()]
        self.history, self.seed = history, options.seed
        self.answer_seconds = options.answer_seconds
        self.stopping, self.giving_up = threading.Event(), threading.Event()
        self.errors = []
        self.threads = [threading.Thread(target=self.guarded, args=(number,))
                        for number in range(options.clients)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def finish(self, seconds):
        """No new commands; those that were sent may come to their end."""
        self.stopping.set()
        deadline = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self.giving_up.set()
        for thread in self.threads:
            thread.join()

    def guarded(self, number):
        try:
            self.client(number)
        except Exception as error:  # a client less is said at the end, and fails the run
            self.errors.append(f"a client ended: {type(error).__name__}: {error}")

    def client(self, number):
        chance = random.Random(f"{self.seed} {number}")
        sender = Sender(self.places, chance, self.answer_seconds)
        while not self.stopping.is_set():
            tenant = chance.choice(self.tenants)
            command = invent(chance, tenant)
            if command is not None:
                self.carry_out(sender, tenant, command)
            time.sleep(PAUSE)

    def carry_out(self, sender, tenant, command):
        while not self.giving_up.is_set():
            attempt = sender.send(command, tenant.token)
            self.history.note(command, attempt)
            if not attempt.unknown():
                return tenant.heard(command, attempt)
            sender.change()
            time.sleep(RETRY_PAUSE)


def invent(chance, tenant):
    kind = chance.choices(list(KINDS), KINDS.values())[0]
    key, name = str(uuid.UUID(int=chance.getrandbits(128))), f"n{chance.randrange(10**6)}"
    store = f"s{chance.randrange(min(STORES, len(tenant.versions) + 1))}"
    path, body = "/admin/stores", {"name": name}
    match kind:
        case "create":
            if chance.random() < 0.5:
                store = f"s{len(tenant.versions)}"
            return Command(key, tenant.name, "POST", path, body | {"id": store})
        case "edit":
            return Command(key, tenant.name, "PATCH", f"{path}/{store}", body)
        case "edit_version":
            version = tenant.versions.get(store, 1) + chance.choice((0, 0, 0, 1))
            return Command(key, tenant.name, "PATCH", f"{path}/{store}", body, version)
        case "bay":
            bay = {"bay": f"b{chance.randrange(BAYS)}"}
            return Command(key, tenant.name, "POST", f"{path}/{store}/bays", body | bay)
    if not tenant.done:
        return None
    done = chance.choice(tenant.done)
    if kind == "repeat":
        return Command(done.key, tenant.name, done.method, done.path, done.body, done.if_match)
    return Command(done.key, tenant.name, done.method, done.path, done.body | body, None, True)


class Sender:
    """One client's connection, to some node."""

    def __init__(self, places, chance, answer_seconds):
        self.places, self.chance, self.answer_seconds = places, chance, answer_seconds
        self.connection = None
        self.change()

    def change(self):
        self.node = self.chance.randrange(len(self.places)) + 1
        if self.connection is not None:
            self.connection.close()
        self.connection = http.client.HTTPConnection(*self.places[self.node - 1],
                                                     timeout=self.answer_seconds)

    def send(self, command, token):
        headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json",
                   "Idempotency-Key": f'"{command.key}"'}
        if command.if_match is not None:
            headers["If-Match"] = f'"{command.if_match}"'
        attempt = Attempt(time.time(), self.node)
        try:
            self.connection.request(command.method, f"/{command.tenant}{command.path}",
                                    json.dumps(command.body), headers)
            response = self.connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException):
            return attempt
        attempt.answered, attempt.status, attempt.answer = time.time(), response.status, text
        attempt.retry_after = response.getheader("Retry-After")
        return attempt
