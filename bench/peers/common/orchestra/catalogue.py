"""Which peers there are, and what work each of them does."""
import pathlib
import sys
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parents[2]
ROOT = HERE.parents[1]
BUILD = ROOT / "build/peers"
PAYLOAD = HERE / "work_order.json"

WRITES = ("append", "decide")
READS = ("project", "rebuild")
HTTP = ("http_append", "http_decide")
WORKS = WRITES + READS + HTTP


@dataclass(frozen=True)
class Peer:
    name: str
    folder: str
    works: tuple
    options: tuple = ()         # more of its command line
    has_server: bool = False    # a store of its own, beside Postgres

    @property
    def home(self):
        return HERE / self.folder

    @property
    def installed(self):
        return BUILD / self.folder

    @property
    def needs(self):
        """What it is installed from; nothing for one that Debian's packages suffice for."""
        found = [self.home / name for name in
                 ("package-lock.json", "requirements.txt", "pom.xml")]
        return next((file for file in found if file.exists()), None)

    @property
    def mark(self):
        """Written last, so that an installation that was cut short has none."""
        return self.installed / "installed"

    @property
    def is_installed(self):
        return self.needs is None or self.mark.exists()

    @property
    def can_lose(self):
        return set(READS) <= set(self.works)


PEERS = {peer.name: peer for peer in (
    Peer("crud", "crud", WRITES),
    Peer("crud_express", "crud_express", WORKS),
    Peer("message_db", "message_db", WRITES + READS),
    Peer("message_db_16", "message_db", WRITES + READS, ("--categories", "16")),
    Peer("emmett", "emmett", WORKS),
    Peer("eventsourcing", "eventsourcing", WRITES + READS),
    Peer("eventsourcing_functions", "eventsourcing", WRITES + READS, ("--functions", "yes")),
    Peer("axon", "axon", WRITES + READS),
    Peer("pekko", "pekko", WRITES + READS),
    Peer("umadb", "umadb", WRITES + READS, has_server=True),
)}


def chosen(names, parser):
    unknown = sorted(set(names) - set(PEERS))
    if unknown:
        parser.error(f"no peer {unknown[0]}; there are {', '.join(PEERS)}")
    return [PEERS[name] for name in names or PEERS]


def chosen_to_run(names, parser):
    """Who is named must be there; of all, those that are there."""
    ready = []
    for peer in chosen(names, parser):
        if peer.is_installed:
            ready.append(peer)
            continue
        missing = f"{peer.name} is not installed: bench/peers/install {peer.name}"
        if names:
            parser.error(missing)
        print(missing, file=sys.stderr)
    return ready
