"""A network of the machine's own for the nodes: each in a namespace with one wire to the doors of
the brokers and one to all others. Cutting a wire is what losing a network is: packets vanish."""

import subprocess


class Namespaces:
    def __init__(self, base, nodes):
        self.name = f"fettle-chaos-{base}"
        self.number = base // 50 % 60  # so that two runs do not meet
        self.bridge = f"fch{self.number}"
        self.nodes = range(1, nodes + 1)

    def namespace(self, node):
        return f"{self.name}-{node}"

    def wire(self, node):
        return f"fcb{self.number}-{node}"

    # Of the range that is kept for tests of networks.

    def door_host(self, node):
        return f"198.18.{self.number * 4 + node}.1"

    def node_host(self, node):
        return f"198.19.{self.number}.{10 + node}"

    def make(self):
        """False: the machine does not allow it, and nothing is left behind."""
        try:
            ip("link", "add", self.bridge, "type", "bridge")
            ip("addr", "add", f"198.19.{self.number}.1/24", "dev", self.bridge)
            ip("link", "set", self.bridge, "up")
            for node in self.nodes:
                self.make_one(node)
            return True
        except (OSError, subprocess.CalledProcessError):
            self.remove()
            return False

    def make_one(self, node):
        space, wire, plug = self.namespace(node), self.wire(node), f"fcc{self.number}-{node}"
        ip("netns", "add", space)
        ip("link", "add", wire, "type", "veth", "peer", "name", "brokers", "netns", space)
        ip("addr", "add", self.door_host(node) + "/30", "dev", wire)
        ip("link", "set", wire, "up")
        other_end = self.door_host(node).removesuffix(".1") + ".2/30"
        ip("-n", space, "addr", "add", other_end, "dev", "brokers")
        ip("-n", space, "link", "set", "brokers", "up")
        ip("link", "add", plug, "type", "veth", "peer", "name", "others", "netns", space)
        ip("link", "set", plug, "master", self.bridge, "up")
        ip("-n", space, "addr", "add", self.node_host(node) + "/24", "dev", "others")
        ip("-n", space, "link", "set", "others", "up")
        ip("-n", space, "link", "set", "lo", "up")

    def within(self, node):
        """What a command begins with that is to run there."""
        return ["ip", "netns", "exec", self.namespace(node)]

    def cut(self, node):
        ip("link", "set", self.wire(node), "down")

    def join(self, node):
        ip("link", "set", self.wire(node), "up")

    def remove(self):
        removals = [("netns", "del", self.namespace(node)) for node in self.nodes]
        for words in (*removals, ("link", "del", self.bridge)):
            subprocess.run(["ip", *words], capture_output=True)


class OneHost:
    """Instead: all on the loopback, where only the doors can cut."""

    def door_host(self, node):
        del node
        return "127.0.0.1"

    node_host = door_host

    def within(self, node):
        del node
        return []

    def remove(self):
        pass


def ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True)


def network_for(base, nodes):
    spaces = Namespaces(base, nodes)
    if spaces.make():
        return spaces
    print("skipped: cuts in namespaces, which this machine does not allow; the doors cut instead")
    return OneHost()
