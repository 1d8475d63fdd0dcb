"""The command line that every peer speaks, for peers in Python; README.md beside the peers
describes it. A peer is a class of its options, with a method for each action that it knows."""
import argparse
import json
import os
import pathlib
import sys

NUMBERS = {"clients": 16, "seconds": 5, "streams": 0, "events": 0, "batch": 0, "port": 0}
TEXTS = ("url", "installed", "peer", "payload", "store", "folder", "functions")
FIELDS = {"operations": 0, "seconds": None, "p50_ms": None, "p99_ms": None, "errors": 0,
          "warmed": 0}


def given():
    parser = argparse.ArgumentParser()
    parser.add_argument("action")
    for name, value in NUMBERS.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    for name, value in {"warm": 0, "idle": 10}.items():
        parser.add_argument(f"--{name}", type=float, default=value)
    for name in TEXTS:
        parser.add_argument(f"--{name}", default="")
    options = parser.parse_args()
    if options.payload:
        options.text = pathlib.Path(options.payload).read_text().strip()
        options.event = json.loads(options.text)
    return options


def main(peer_class):
    options = given()
    store = peer_class(options)
    action = getattr(store, options.action, None)
    if not action:
        sys.exit(f"{options.action}: no action of this peer")
    result = action()
    if isinstance(result, int):
        result = {"operations": result}
    if result:
        print(json.dumps({"peer": options.peer, "version": peer_class.version,
                          "work": options.action, "clients": options.clients, **FIELDS, **result}),
              flush=True)
    sys.stdout.flush()
    os._exit(0)  # threads of some stores linger
