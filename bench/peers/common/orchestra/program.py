"""Calls a peer's program by the command line that README.md describes."""
import json
import os
import subprocess
import sys
import time

from .catalogue import PAYLOAD

ACTION_SECONDS_MAX = 1800


class PeerFailed(Exception):
    """A peer's program ended with an error, or its answer is wrong."""


def launcher(peer):
    """A peer is one program; what it is written in shows in its name."""
    if (peer.home / "peer.mjs").exists():
        return ["node", str(peer.home / "peer.mjs")]
    if (peer.home / "peer.py").exists():
        return [sys.executable, str(peer.home / "peer.py")]
    classes = f"{peer.installed}/classes:{peer.installed}/jars/*"
    return ["java", "-Xms512m", "-Xmx1g", "-cp", classes, "Peer"]


def environment(peer):
    return {**os.environ, "PYTHONPATH": str(peer.installed), "NODE_ENV": "production"}


def arguments(peer, action, url, **options):
    words = launcher(peer) + [action, "--peer", peer.name, "--url", url, "--payload", str(PAYLOAD),
                              "--installed", str(peer.installed), *peer.options]
    for name, value in options.items():
        words += [f"--{name}", str(value)]
    return words


def start(peer, action, url, **options):
    return subprocess.Popen(arguments(peer, action, url, **options), env=environment(peer),
                            stdout=subprocess.PIPE, text=True)


def answer_of(peer, action, process):
    """The JSON line that it ends with; nothing if it has nothing to say."""
    try:
        out, _ = process.communicate(timeout=ACTION_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise PeerFailed(f"{peer.name} {action}: not done in {ACTION_SECONDS_MAX} s") from None
    if process.returncode != 0:
        raise PeerFailed(f"{peer.name} {action}: exit status {process.returncode}")
    lines = [line for line in out.splitlines() if line.startswith("{")]  # some libraries print, too
    return json.loads(lines[-1]) if lines else None


def call(peer, action, url, **options):
    return answer_of(peer, action, start(peer, action, url, **options))


def stop(process):
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(ready, process, what, seconds_max=60):
    deadline = time.monotonic() + seconds_max
    while not ready():
        if process.poll() is not None:
            raise PeerFailed(f"{what} ended by itself")
        if time.monotonic() > deadline:
            raise PeerFailed(f"{what} is not ready after {seconds_max} s")
        time.sleep(0.05)
