"""Stands between nodes and brokers and passes bytes on, or does not: what a node is cut off with. A
program of its own, told on its standard input: `hold 2`, `drop 2`, `pass 2` for node 2.

What is held arrives when it is passed again, also when its sender has given up the connection: so
a network delivers late. Dropped connections are closed, and new ones too."""

import asyncio
import os
import subprocess
import sys

BROKERS = 3
NODES = 3
BROKER_STEP, LISTENER, DOOR = 10, 1, 4  # as ops/kafka places them


class Door:
    """The way of one node to all brokers."""

    def __init__(self):
        self.passes = asyncio.Event()
        self.passes.set()
        self.drops = False
        self.writers = set()

    def order(self, word):
        self.drops = word == "drop"
        if word == "pass":
            self.passes.set()
        elif word == "hold":
            self.passes.clear()
        for writer in self.writers if self.drops else ():
            writer.transport.abort()

    async def pump(self, reader, writer):
        try:
            while data := await reader.read(1 << 16):
                await self.passes.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    async def connect(self, reader, writer, port):
        if self.drops:
            return writer.transport.abort()
        await self.passes.wait()
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return writer.transport.abort()
        both = {writer, far_writer}
        self.writers |= both
        await asyncio.gather(self.pump(reader, far_writer), self.pump(far_reader, writer))
        self.writers -= both


async def serve(base, hosts):
    doors = [Door() for _ in range(NODES)]
    for broker in range(BROKERS):
        for node, door in enumerate(doors, start=1):
            port = base + BROKER_STEP * broker + node
            await asyncio.start_server(
                lambda r, w, door=door, port=port: door.connect(r, w, port + LISTENER),
                hosts[node - 1], port + DOOR)
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        word, node = line.split()
        doors[int(node) - 1].order(word)
    os._exit(0)  # connections that still stand are nobody's loss


class Doors:
    """The program, started by the test."""

    def __init__(self, base, hosts):
        self.base, self.hosts = base, hosts
        self.process = subprocess.Popen([sys.executable, __file__, str(base), *hosts], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError("the doors do not stand")

    def servers(self, node):
        host = self.hosts[node - 1]
        return ",".join(f"{host}:{self.base + BROKER_STEP * broker + node + DOOR}"
                        for broker in range(BROKERS))

    def order(self, word, node):
        self.process.stdin.write(f"{word} {node}\n")
        self.process.stdin.flush()

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2:]))
