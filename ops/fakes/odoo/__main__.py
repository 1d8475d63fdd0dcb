"""A stand-in for an Odoo server, for tests and the demo:

    python3 ops/fakes/odoo --version 18 --folder var/fake-odoo
    python3 ops/fakes/odoo --version 18 --replay test/vectors/odoo_exchanges.json

Prints the URL that Fettle calls and the one of the side door (see control.py). It knows as much of
Odoo as Fettle uses; that Fettle works with the real one is for a run against the real one to show.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

import seed
from control import Control
from database import Account, Database
from door import Door, Handler
from faults import Faults
from replay import Replay
from store import Store
from versions import Version


class Switch:
    """Opens the door and closes it again, on the same port: a closed one refuses connections."""

    def __init__(self, port: int) -> None:
        self._door = self._open(port)

    @property
    def port(self) -> int:
        return self._door.server_address[1]

    def _open(self, port: int) -> Door:
        door = Door(("127.0.0.1", port), Handler)
        threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.02},
                         daemon=True).start()
        self._is_open = True
        return door

    def set_down(self, down: bool) -> None:
        Handler.down = down
        if down and self._is_open:
            self._is_open = False
            self._door.shutdown()
            self._door.server_close()
        elif not down and not self._is_open:
            self._door = self._open(self.port)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", type=int, choices=[16, 17, 18, 19], default=18)
    parser.add_argument("--folder", type=Path, help="where the books are kept")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--warehouse", action="append", help="its code; may be given again")
    parser.add_argument("--database", default=Account.database)
    parser.add_argument("--plain-user", action="store_true", help="with fewer rights")
    parser.add_argument("--replay", type=Path, help="recorded exchanges to answer with")
    return parser.parse_args()


def main() -> None:
    asked = parse()
    version = Version(asked.version)
    store = Store(asked.folder or Path(tempfile.mkdtemp(prefix="fake-odoo-")))
    database = Database(version, store, Account(database=asked.database), asked.plain_user)
    if store.empty():
        database.transact(lambda env: seed.first_records(env, asked.warehouse or ["WH"]), {})
    faults = Faults()
    replay = Replay(asked.replay, asked.version) if asked.replay else None
    for handler in (Handler, Control):
        handler.database, handler.faults, handler.replay = database, faults, replay
    switch = Switch(asked.port)
    Control.set_down = switch.set_down
    control = ThreadingHTTPServer(("127.0.0.1", asked.control_port), Control)
    print(f"odoo http://127.0.0.1:{switch.port}", flush=True)
    print(f"control http://127.0.0.1:{control.server_address[1]}", flush=True)
    control.serve_forever()


if __name__ == "__main__":
    main()
