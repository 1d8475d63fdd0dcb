"""The shop's work: orders brought to be paid, parts asked for and given out, payers who pay."""
import queue
import threading
import time
import uuid

from shop.cast import Person

BOSS = Person("m-1", "manager")
OWNER = Person("o-1", "operator")
DESK = Person("f-1", "front_desk")
KEEPER = Person("w-1", "warehouse")
CASHIER = Person("k-1", "finance")
TECHNICIAN = Person("t-1", "technician")
SKU, STOCK = "PAD-1", 1_000_000
FEN = 35_000
REFUND_EACH, REFUND_FEN = 3, 12_000  # every third order that is paid; of its money
SETTLE_SECONDS_MAX = 600
LOOK_SECONDS_MAX = 60  # until the next look at Odoo's stock is in our view
CHECKLIST = {name: {"passed": True} for name in ("brakes", "lights", "oil_leak", "road_test")}


def cny(fen):
    return {"minor": fen, "currency": "CNY"}


class Work:
    def __init__(self, scene, asked):
        self._scene, self._asked = scene, asked
        self._lock = threading.Lock()
        self._over = threading.Event()
        self.payments = {}      # by order: the payment's number
        self.refunds = {}       # by refund: its payment's number
        self.requisitions = []  # approved
        self.troubles = []

    def do_all(self):
        self._furnish()
        tasks = queue.Queue()
        for number in range(max(self._asked.payments, self._asked.postings)):
            tasks.put(number)
        threads = [threading.Thread(target=self._serve, args=(tasks,))
                   for _ in range(self._asked.clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def give_up(self):
        """No further order is begun."""
        self._over.set()

    def settle(self):
        """Until nothing is open: what died is tried again, as a person would who sees the alert."""
        deadline = time.monotonic() + SETTLE_SECONDS_MAX
        while time.monotonic() < deadline:
            for errand in self._all("/admin/errands?status=DEAD"):
                self._post(BOSS, f"/admin/errands/{errand['id']}/retry", {})
            if self._is_settled():
                return
            time.sleep(1)
        self.troubles.append("not everything was settled in time")

    def rows(self, path):
        return self._all(path)

    def stock_seen(self, expected):
        """What our view says lies there: this, or another number when it stays another."""
        deadline = time.monotonic() + LOOK_SECONDS_MAX
        while True:
            seen = sum(part["on_hand"] for part in self._all(f"/admin/parts?product={SKU}"))
            if seen == expected or time.monotonic() > deadline:
                return seen
            time.sleep(0.2)

    def _furnish(self):
        self._post(OWNER, "/admin/stores", {
            "id": "west", "name": "西店", "bays": [{"id": "b1", "name": "一号"}]})
        self._post(BOSS, "/admin/staff", {"name": "李师傅", "role": "technician",
                                          "account": TECHNICIAN.account, "skills": []})
        self._scene.control("odoo", "product", {"code": SKU, "quants": [STOCK]})
        self._until(lambda: self._all(f"/admin/parts?product={SKU}"), "the product is not read in")

    def _serve(self, tasks):
        while not self._over.is_set():
            try:
                number = tasks.get_nowait()
            except queue.Empty:
                return
            try:
                self._one(number)
            except Exception as trouble:  # noqa: BLE001  a thread's end must be told
                with self._lock:
                    self.troubles.append(f"order {number}: {trouble!r}")

    def _one(self, number):
        customer = self._customer(number)
        order = self._order(customer, number)
        if number >= self._asked.payments:
            return
        key = str(uuid.uuid4())
        path, wish = f"/mp/work-orders/{order}/payments", {"quote_version": 1}
        answer = self._until(lambda: self._prepared(customer, path, wish, key),
                             f"{order} is not prepared")
        with self._lock:
            self.payments[order] = answer["payment"]
        self._until(lambda: self._paid(answer["payment"]), f"{order} cannot be paid")
        if number % REFUND_EACH == 0:
            self._give_back(answer["payment"])

    def _give_back(self, payment):
        """Once its callback has come, or somebody has asked."""
        path, wish = f"/admin/payments/{payment}", {"amount": cny(REFUND_FEN), "reason": "少修一项"}
        self._until(lambda: self._scene.api.get(CASHIER, path).json.get("status") == "SUCCEEDED",
                    f"{payment} is not paid here")
        refund = self._post(CASHIER, path + "/refunds", wish)["refund"]
        with self._lock:
            self.refunds[refund] = payment

    def _prepared(self, customer, path, wish, key):
        """A refused attempt is begun anew with a new key, as an app would."""
        answer = self._scene.api.post(customer, path, wish, key)
        if answer.status == 409:
            answer = self._scene.api.post(customer, path, wish)
        return answer.json if answer.status == 200 else None

    def _paid(self, number):
        try:
            return self._scene.control("pay", "pay", {"out_trade_no": number})
        except ValueError:  # the stand-in died after it had taken the money
            return True

    def _customer(self, number):
        code = f"code-c{number}-{uuid.uuid4().hex[:8]}"
        answer = self._scene.api.send_raw("POST", "/mp/login",
                                          {"Content-Type": "application/json"}, {"code": code})
        if answer.code == "wechat_code_used":  # by a try whose answer was lost
            return self._customer(number)
        if answer.status != 200:
            raise RuntimeError(f"login: {answer.status} {answer.code}")
        return Person(answer.json["account"], "customer")

    def _order(self, customer, number):
        vehicle = self._post(customer, "/mp/vehicles", {
            "vin": uuid.uuid4().hex[:12].upper(), "model": "秦"})["id"]
        order = self._post(customer, "/mp/work-orders", {
            "description": "异响", "vehicle": vehicle, "store": "west"})["id"]
        tech, admin = f"/tech/work-orders/{order}", f"/admin/work-orders/{order}"
        self._post(TECHNICIAN, tech + "/accept", {"bay": "b1"})
        self._post(TECHNICIAN, tech + "/diagnosis", {"finding": "刹车片磨损"})
        if number < self._asked.postings:
            wanted = self._post(TECHNICIAN, tech + "/requisitions",
                                {"product": SKU, "quantity": 1 + number % 3})["id"]
            self._post(KEEPER, f"/admin/requisitions/{wanted}/approve", {})
            with self._lock:
                self.requisitions.append(wanted)
        line = {"kind": "LABOUR", "name": "工时", "quantity_hundredths": 100,
                "unit_price": cny(FEN), "amount": cny(FEN)}
        self._post(DESK, admin + "/quotes", {"lines": [line], "total": cny(FEN)})
        self._post(customer, f"/mp/work-orders/{order}/confirm-quote", {"quote_version": 1})
        self._post(TECHNICIAN, tech + "/start-repair", {})
        self._post(TECHNICIAN, tech + "/finish", {"checklist": CHECKLIST})
        return order

    def _is_settled(self):
        paid = self._all("/admin/payments?state=SUCCEEDED")
        posted = self._all("/admin/requisitions?state=POSTED")
        returned = self._all("/admin/refunds?state=SUCCEEDED")
        return (len(paid) >= len(self.payments) and len(posted) >= len(self.requisitions)
                and len(returned) >= len(self.refunds))

    def _post(self, person, path, body):
        answer = self._scene.api.post(person, path, body)
        if answer.status not in (200, 201, 409):
            raise RuntimeError(f"{path}: {answer.status} {answer.body[:300]!r}")
        return answer.json

    def _all(self, path):
        rows, after = [], ""
        while True:
            joint = "&" if "?" in path else "?"
            answer = self._scene.api.get(BOSS, f"{path}{after and joint + after}").json
            rows += answer.get("items", [])
            if not answer.get("next"):
                return rows
            after = f"cursor={answer['next']}"

    @staticmethod
    def _until(what, words):
        deadline = time.monotonic() + SETTLE_SECONDS_MAX
        while True:
            found = what()
            if found:
                return found
            if time.monotonic() > deadline:
                raise RuntimeError(words)
            time.sleep(0.2)
