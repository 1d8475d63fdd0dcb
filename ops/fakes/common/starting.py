"""The command line that all stand-ins have, and their first line of output."""
import argparse
import pathlib
import signal
import sys
from http.server import ThreadingHTTPServer


def parser(purpose: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=purpose)
    made.add_argument("--folder", type=pathlib.Path, required=True, help="what it remembers")
    made.add_argument("--port", type=int, default=0, help="on loopback; 0: any that is free")
    return made


def run(server: ThreadingHTTPServer) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"listening on http://127.0.0.1:{server.server_address[1]}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
