"""Where a peer performs: a Postgres of our own, and in it a database anew for each round."""
import contextlib
import pathlib
import shutil
import socket
import subprocess
import tempfile

from . import program
from .catalogue import ROOT
from .program import PeerFailed


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@contextlib.contextmanager
def cluster():
    """Its URL. Durability is what Postgres comes with: each commit waits for its flush."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fettle-peers-"))
    try:
        yield postgres("start", folder / "postgres")
    finally:
        postgres("stop", folder / "postgres")
        shutil.rmtree(folder)


def postgres(action, folder):
    done = subprocess.run([ROOT / "ops/postgres", action, folder], check=True, text=True,
                          stdout=subprocess.PIPE)
    return done.stdout.strip()


def sql(url, *statements):
    words = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", url]
    for statement in statements:
        words += ["-c", statement]
    done = subprocess.run(words, text=True, stdout=subprocess.PIPE)
    if done.returncode != 0:
        raise PeerFailed(f"Postgres refused: {statements[-1]}")
    return done.stdout.strip()


def rows_projected(url):
    return int(sql(url, "SELECT count(*) FROM timeline"))


def tidy_up(url):
    """So that no peer pays for what the round before it left, or plans for empty tables."""
    sql(url, "SET client_min_messages = error", "VACUUM (ANALYZE)")


@contextlib.contextmanager
def store_of(peer, cluster_url):
    """A fresh, prepared store: the URL of its database and more options for its program."""
    name = f"peer_{peer.name}"
    sql(cluster_url, "SET client_min_messages = error",
        f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    url = cluster_url.replace("@/fettle", f"@/{name}")
    with own_server(peer, url) as options:
        program.call(peer, "prepare", url, **options)
        yield url, options
    sql(cluster_url, f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def own_server(peer, url):
    if not peer.has_server:
        yield {}
        return
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="fettle-peer-") as folder:
        server = program.start(peer, "server", url, port=port, folder=folder)
        try:
            program.wait_until(lambda: listens(port), server, f"the server of {peer.name}")
            yield {"store": f"http://127.0.0.1:{port}"}
        finally:
            program.stop(server)


def listens(port):
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0
