"""Puts the stand-in together."""
from common import starting
from common.faults import Faults
from common.serving import Reply, Request, serve

from controls import Controls
from memory import Memory
from open_api import OpenApi, error


def main() -> None:
    parser = starting.parser("A stand-in for WeChat's mini-program interface.")
    parser.add_argument("--appid", default="wx8888888888888888")
    parser.add_argument("--secret", default="a-secret-of-the-mini-program")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    memory, faults = Memory(given.folder), Faults()
    api = OpenApi(given.appid, given.secret, memory)
    controls = Controls(memory, faults)

    def handle(request: Request) -> Reply:
        with memory.lock:
            if request.path.startswith("/fake/"):
                return controls.handle(request)
            errcode = controls.planned(request.path)
            return api.handle(request) if errcode is None else error(errcode, "as a test wished")

    starting.run(serve(given.port, handle, faults))
