"""What goes wrong, by chance and at once: nodes are killed, paused and cut off, brokers are killed
and paused, of these one at a time. Whatever was done is undone before its victim's next turn."""

import random
import threading
import time
from dataclasses import dataclass

from namespaces import Namespaces
from processes import wait_for

READY_SECONDS_MAX = 90
LATE_BATCH_SECONDS = 0.5  # for some commands to be appended, and for them to arrive
NODE_KINDS = ("kill", "pause", "long pause", "cut", "long cut", "dropped cut", "late batch")
BROKER_KINDS = ("kill of a broker", "pause of a broker", "pause of a broker")


def dealt(chance, kinds):
    """Each as often as any other."""
    while True:
        yield from chance.sample(kinds, len(kinds))


@dataclass
class Fault:
    kind: str
    victim: str
    node: int  # 0: a broker
    begin: float
    end: float = 0.0


class Faults:
    def __init__(self, cluster, seed):
        self.cluster, self.seed = cluster, seed
        self.lock = threading.Lock()
        self.busy = set()
        self.done = []
        self.errors = []
        self.stopping = threading.Event()

    def long_pause(self, chance):
        """An owner that sleeps so long has lost its partitions when it wakes up."""
        return self.cluster.session + chance.uniform(0.5, 4)

    def hands(self):
        """Two for nodes, so that one is hurt while another is; one for brokers."""
        return [threading.Thread(target=self.guarded, args=(*hand,)) for hand in (
            ("first", self.cluster.nodes, NODE_KINDS, self.hurt_node, 4),
            ("second", self.cluster.nodes, NODE_KINDS, self.hurt_node, 12),
            ("broker", self.cluster.brokers.all, BROKER_KINDS, self.hurt_broker, 8))]

    def run(self, count, seconds):
        """Until there were so many, and so long."""
        begun, hands = time.monotonic(), self.hands()
        for hand in hands:
            hand.start()
        while not self.errors and (len(self.done) < count or time.monotonic() - begun < seconds):
            time.sleep(0.2)
        self.stopping.set()
        for hand in hands:
            hand.join()

    def guarded(self, name, victims, kinds, hurt, rest):
        chance = random.Random(f"{self.seed} {name}")
        try:
            for kind in dealt(chance, kinds):
                if self.stopping.is_set():
                    return
                victim = self.take(chance, victims)
                try:
                    hurt(chance, kind, victim)
                finally:
                    self.busy.discard(victim)
                self.stopping.wait(chance.uniform(0.2, rest))
        except Exception as error:  # what ends a hand is said at the end, and fails the run
            self.errors.append(f"{type(error).__name__}: {error}")

    def take(self, chance, victims):
        with self.lock:
            victim = chance.choice([one for one in victims if one not in self.busy])
            self.busy.add(victim)
            return victim

    def hurt_node(self, chance, kind, node):
        seconds = {"kill": chance.uniform(0, 3), "pause": chance.uniform(0.1, 2),
                   "cut": chance.uniform(0.5, 4), "dropped cut": chance.uniform(0.5, 6),
                   }.get(kind, self.long_pause(chance))
        with self.fault(kind, node, node.number):
            match kind.split()[-1]:
                case "kill":
                    self.kill(node, seconds)
                case "pause":
                    self.pause(node, seconds)
                case "cut":
                    self.cut(node, kind.startswith("dropped"), seconds)
                case "batch":
                    self.late_batch(node, seconds)
        wait_for(node.ready, READY_SECONDS_MAX, f"{node.name} is not ready after a {kind}")

    def hurt_broker(self, chance, kind, broker):
        with self.fault(kind, broker, 0):
            if kind.startswith("kill"):
                self.kill(broker, chance.uniform(0, 2))
            else:
                self.pause(broker, chance.uniform(0.3, 8))
        self.cluster.brokers.wait_until_whole()

    def fault(self, kind, victim, node):
        return Recorded(self, Fault(kind, victim.name, node, time.time()))

    def kill(self, victim, seconds):
        victim.kill()
        time.sleep(seconds)
        victim.start()

    def pause(self, victim, seconds):
        victim.pause()
        time.sleep(seconds)
        victim.go_on()

    def cut(self, node, dropped, seconds):
        """From the brokers, not from clients and other nodes."""
        spaces, doors = self.cluster.network, self.cluster.doors
        wired = isinstance(spaces, Namespaces) and not dropped
        if wired:
            spaces.cut(node.number)
        else:
            doors.order("drop" if dropped else "hold", node.number)
        time.sleep(seconds)
        if wired:
            spaces.join(node.number)
        else:
            doors.order("pass", node.number)

    def late_batch(self, node, seconds):
        """What it appends lies on the way while it falls asleep and others take over; then it
        arrives, and the broker's word for it is the first that the node hears when it wakes up."""
        self.cluster.doors.order("hold", node.number)
        time.sleep(LATE_BATCH_SECONDS)
        node.pause()
        time.sleep(seconds)
        self.cluster.doors.order("pass", node.number)
        time.sleep(LATE_BATCH_SECONDS)
        node.go_on()


class Recorded:
    def __init__(self, faults, fault):
        self.faults, self.record = faults, fault

    def __enter__(self):
        return self.record

    def __exit__(self, kind, error, trace):
        fault = self.record
        fault.end = time.time()
        self.faults.done.append(fault)
        begin = time.strftime("%H:%M:%S", time.gmtime(fault.begin))
        lasted = f"{fault.end - fault.begin:.1f} s"
        print(f"  {begin} {fault.victim}: {fault.kind}, {lasted}", flush=True)
