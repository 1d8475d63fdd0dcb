"""wrk in front of a peer's HTTP face."""
import contextlib
import os
import re
import subprocess

from . import program, stage
from .catalogue import HERE, PAYLOAD
from .program import PeerFailed

PATHS = {"http_append": "events", "http_decide": "decisions"}


@contextlib.contextmanager
def served(peer, url):
    port = stage.free_port()
    server = program.start(peer, "serve", url, port=port)
    try:
        program.wait_until(lambda: stage.listens(port), server, f"{peer.name} serve")
        yield port
    finally:
        program.stop(server)


def wrk(port, work, clients, seconds, streams, first):
    """What wrk saw, and from how many requests on it may go on with other ids."""
    environment = {**os.environ, "PEER_PATH": PATHS[work], "PEER_PAYLOAD": str(PAYLOAD),
                   "PEER_STREAMS": str(streams), "PEER_FIRST": str(first)}
    done = subprocess.run(
        ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", HERE / "common/http.lua",
         f"http://127.0.0.1:{port}/"], env=environment, text=True, stdout=subprocess.PIPE)
    found = re.search(r"^RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+) (\d+)$", done.stdout, re.M)
    if not found:
        raise PeerFailed(f"wrk said nothing:\n{done.stdout}")
    operations, errors, measured, p50, p99, asked = map(float, found.groups())
    return {"operations": int(operations), "errors": int(errors), "seconds": measured,
            "p50_ms": p50, "p99_ms": p99}, first + int(asked)


def measure(peer, url, work, clients, seconds, warm, streams):
    with served(peer, url) as port:
        warmed, first = wrk(port, work, clients, max(1, round(warm)), streams, 0)
        result, _ = wrk(port, work, clients, seconds, streams, first)
    return {"work": work, "clients": clients, **result, "warmed": warmed["operations"]}
