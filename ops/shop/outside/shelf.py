"""The shelf of each connected store: what lies there in Odoo, and that we have heard of it."""

from shop import faults
from shop.outside import books
from shop.outside.wechat import until

PIECES = 1000  # that lie there in the morning, at least


class Shelf:
    def __init__(self, shop):
        self._shop = shop
        names = sorted({name: fen for fault in faults.FAULTS for name, _, fen in fault.parts}
                       .items())
        self._codes = {name: f"P-{number:03d}" for number, (name, _) in enumerate(names, 1)}
        self._prices = dict(names)

    def code_of(self, name):
        return self._codes[name]

    def fill(self):
        """A delivery in the morning, of what is missing; it may be repeated."""
        stand_ins = self._shop.stand_ins
        for store in self._shop.cast.stores:
            code = stand_ins.warehouses[store.id]
            state = stand_ins.state("odoo")
            there, known = books.stock_of(state, f"{code}/Stock"), self._known(state)
            for name, product in self._codes.items():
                if product not in known:
                    self._new(name, product, code)
                elif there[product] < PIECES:
                    stand_ins.control("odoo", "stock", {
                        "code": product, "warehouse": code, "quantity": PIECES - there[product]})
        if until(self._is_read) is None:
            self._shop.book.wrong("what lies in Odoo is not read in")

    def _known(self, state):
        return {row["code"] for row in state["stock"]}

    def _new(self, name, product, warehouse):
        self._shop.stand_ins.control("odoo", "product", {
            "code": product, "name": name, "price": self._prices[name] / 100,
            "cost": self._prices[name] / 200, "supplier": "博世", "warehouse": warehouse,
            "quants": [PIECES]})

    def _is_read(self):
        for store in self._shop.cast.stores:
            answer = self._shop.api.get(self._shop.cast.manager,
                                        f"/admin/parts?store={store.id}&limit=100").json
            enough = [row for row in answer.get("items", []) if row["available"] >= PIECES // 2]
            if len(enough) < len(self._codes):
                return False
        return True
