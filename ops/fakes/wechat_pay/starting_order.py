"""Puts the stand-in together."""
from common import starting
from common.faults import Faults
from common.serving import Reply, Request, serve

from books import Books
from callbacks import Callbacks
from controls import Controls
from merchant_api import MerchantApi
from openssl_keys import Keys


def main() -> None:
    parser = starting.parser("A stand-in for WeChat Pay v3.")
    parser.add_argument("--retry-scale", type=float, default=1.0,
                        help="callbacks are repeated after WeChat Pay's pauses times this")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    keys, books, faults = Keys(given.folder), Books(given.folder), Faults()
    callbacks = Callbacks(keys, books, given.retry_scale)
    api = MerchantApi(keys, books, callbacks)
    controls = Controls(keys, books, callbacks, faults)

    def handle(request: Request) -> Reply:
        return (controls if request.path.startswith("/fake/") else api).handle(request)

    server = serve(given.port, handle, faults)
    api.own_url = f"http://127.0.0.1:{server.server_address[1]}"
    callbacks.start()
    starting.run(server)
