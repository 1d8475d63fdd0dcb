"""The controls below /fake/ that tests and the demo steer a stand-in by. All bodies are JSON."""
from common.faults import Faults
from common.serving import Reply, Request, json_reply
from common.store import Store


class CommonControls:
    """POST /fake/pay is the method post_pay, and so on; those of all stand-ins are here."""

    state_tables: tuple[str, ...] = ()

    def __init__(self, store: Store, faults: Faults) -> None:
        self._store, self._faults = store, faults

    def handle(self, request: Request) -> Reply:
        name = request.path.removeprefix("/fake/")
        action = getattr(self, f"{request.method.lower()}_{name}", None)
        if action is None:
            return json_reply({"error": "no such control"}, 404)
        try:
            return json_reply(action(request.json()))
        except (KeyError, TypeError, ValueError) as wrong:
            return json_reply({"error": repr(wrong)}, 400)

    def post_faults(self, wish: dict) -> dict:
        self._faults.plan(wish)
        return {}

    def delete_faults(self, _: dict) -> dict:
        self._faults.clear()
        return {}

    def get_state(self, _: dict) -> dict:
        return {table: self._store.all(f"SELECT * FROM {table}") for table in self.state_tables}
