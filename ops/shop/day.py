"""The day itself: the shop opens, customers come, technicians work in parallel."""

import collections
import queue
import threading

from shop import cast, mischief, queries
from shop.notebook import Notebook
from shop.outside import evening, login
from shop.outside.shelf import Shelf
from shop.story import Story

TEMPLATES = (("常规保养", (), "机油、机滤到期，四轮及底盘检查正常。", ("小保养",)),
             ("前刹车检修", ("C1234",), "前刹车片磨损至极限。", ("更换前刹车片",)))


class Shop:
    """What all stories share. Thread-safe once open."""

    def __init__(self, api, mint, people, watch=None, stand_ins=None):
        """`stand_ins`: for the systems outside; without them all is paid at the desk."""
        self.api, self.mint, self.cast, self.stand_ins = api, mint, people, stand_ins
        self.shelf = Shelf(self) if stand_ins else None
        self.waiting = []  # stories whose money comes in the evening
        self.book = Notebook()
        self.stores = {store.id: store for store in people.stores}
        self.counts = collections.Counter()
        self._watch = watch
        self._lock = threading.Lock()

    def count(self, what, times=1):
        with self._lock:
            self.counts[what] += times

    def seen(self, what, answer):
        if self._watch:
            self._watch(what, answer)

    def open(self):
        """May be repeated: what is there already stays."""
        for store in self.cast.stores:
            bays = [{"id": bay, "name": name} for bay, name in store.bays]
            self._make("store", self.cast.operator, "/admin/stores",
                       {"id": store.id, "name": store.name, "address": store.address,
                        "bays": bays}, "store_exists")
        for person in self.cast.staff():
            body = {"name": person.name, "role": person.role, "account": person.account,
                    "skills": list(person.skills)}
            if person.store:
                body["store"] = person.store
            self._make("staff", self.cast.operator, "/admin/staff", body, "staff_exists")
        for name, codes, finding, advice in TEMPLATES:
            self._make("template", self.cast.manager, "/admin/templates",
                       {"name": name, "fault_codes": list(codes), "finding": finding,
                        "suggestions": list(advice)}, "template_name_taken")
        for store in self.cast.stores:
            answer = self.api.command(
                "PUT", self.cast.manager, "/admin/settings/quote_approval_threshold",
                {"store": store.id, "value": cast.THRESHOLD_FEN})
            self.book.expect("setting", answer, 200, 201)
            self.book.see(answer.position)
        if self.shelf:
            self.shelf.fill()

    def welcome(self, customer, index=0):
        """Registers a customer and his car; one who was here before is known."""
        if self.stand_ins and login.has_mini_program(index):
            if not self._log_in(customer, index):
                return
        else:
            self._make("customer", customer.person, "/mp/me",
                       {"name": customer.person.name, "phone": customer.phone,
                        "preferred_store": customer.store}, "customer_exists")
        person = customer.person
        answer = self.api.post(person, "/mp/vehicles", customer.car)
        if answer.code == "vin_taken":
            customer.vehicle = self._known_vehicle(customer)
        elif self.book.expect("vehicle", answer, 201):
            customer.vehicle = answer.json["id"]

    def _log_in(self, customer, index):
        answer = login.log_in(self, customer, index)
        if answer is None:
            return False
        self.seen("login", answer)
        self.seen("phone", login.bind_phone(self, customer))
        edit = self.api.command("PATCH", customer.person, "/mp/me",
                                {"name": customer.person.name, "preferred_store": customer.store})
        login.check_myself(self, customer, edit.position)
        return self.book.expect("name and store", edit, 200)

    def _known_vehicle(self, customer):
        """Of an earlier day. The edit's position makes sure that the list is not older than it."""
        person = customer.person
        edit = self.api.command("PATCH", person, "/mp/me", {"preferred_store": customer.store})
        cars = queries.rows(self.api, person, "/mp/vehicles", edit.position)
        mine = [car["id"] for car in cars if car["vin"] == customer.car["vin"]]
        if not mine:
            self.book.wrong(f"{person.account} does not see his car {customer.car['vin']}")
        return mine[0] if mine else ""

    def _make(self, what, person, path, body, known):
        answer = self.api.post(person, path, body)
        if answer.code != known:
            self.book.expect(what, answer, 201)


def run_all(jobs, workers, progress):
    """Each job once, `workers` at a time. The first failure of the connection ends the day."""
    waiting = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    failures = []

    def work():
        while not failures:
            try:
                job = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                job()
                progress.step()
            except Exception as error:  # carried to the thread that waits
                failures.append(error)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():  # in slices, so that Ctrl-C is heard
            thread.join(0.2)
    if failures:
        raise failures[0]


def one_order(shop, plan, outside=None):
    story = Story(shop, plan, outside)
    if plan.bad_input >= 0:
        mischief.commit(shop, story, plan.bad_input)
    story.play()
    if story.id and plan.index % 5 == 0:
        read_own_writes(shop, story)
    return story


def finish_outside(shop, stories, workers, progress):
    """The evening of a connected day."""
    run_all([lambda one=one: evening.finish(shop, one) for one in stories], workers, progress)


def read_own_writes(shop, story):
    """The owner reads his order at the position of its last change and sees that change."""
    answer = shop.api.get(story.customer.person, f"/mp/work-orders/{story.id}", story.position)
    seen = answer.json.get("status")
    if shop.book.expect("own order", answer, 200) and seen != story.state:
        shop.book.wrong(f"order {story.number} is {seen} for its owner, not {story.state}")
