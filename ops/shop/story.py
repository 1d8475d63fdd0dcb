"""One order, played by everybody who has a part in it; each step names the events it must leave."""

import uuid
from random import Random

from shop import cast, faults
from shop.outside.parts import PartsSteps
from shop.outside.wechat import Waits, WechatSteps
from shop.story_quote import QuoteSteps
from shop.uploads import upload


class Ended(Exception):
    """The order goes no further today, or an answer made it pointless to go on."""


class Story(QuoteSteps, WechatSteps, PartsSteps):
    def __init__(self, shop, plan, outside=None):
        """`outside`: its plan for systems outside; None where the shop has none."""
        self.shop, self.plan, self.outside = shop, plan, outside
        self.api, self.book = shop.api, shop.book
        self.dice = Random(f"story {shop.cast.seed} {plan.index}")
        self.customer = shop.cast.customers[plan.customer]
        self.store = shop.stores[self.customer.store]
        self.technician = self.store.technicians[plan.index % len(self.store.technicians)]
        self.bay = self.store.bays[plan.index % len(self.store.bays)][0]
        self.by_wechat = outside is not None and self.customer.by_wechat
        self.id = self.number = self.position = self.payment = ""
        self.requisitions = []  # that were approved
        self.state = "NEW"
        self.version = self.quote_version = self.total = 0
        self.timer_runs = False
        self.notices = 0  # that the customer must get

    def play(self):
        self.go_through(("SUBMITTED", self.submit), ("ACCEPTED", self.accept),
                        ("DIAGNOSING", self.diagnose), ("QUOTED", self.quote),
                        ("CUSTOMER_CONFIRMED", self.confirm), ("REPAIRING", self.repair),
                        ("READY_TO_PAY", self.finish), ("PAID", self.pay), ("CLOSED", self.close))

    def go_on_paid(self):
        """Where an order stopped because nobody told us of the money."""
        self.go_through(("PAID", self.be_paid), ("CLOSED", self.close))

    def go_through(self, *steps):
        try:
            for state, step in steps:
                step()
                if self.plan.stop_at == state:
                    break
            if self.plan.cancel:
                self.cancel()
        except (Ended, Waits):
            pass
        if self.id:
            self.book.order(self.id, state=self.state, version=self.version, store=self.store.id,
                            number=self.number, total=self.total, notices=self.notices)

    # The parts of every step.

    def path(self, face, verb):
        return f"/{face}/work-orders/{self.id}/{verb}"

    def must(self, what, answer, *events):
        """The command was accepted, and left these events."""
        if not self.book.expect(what, answer, 200, 201):
            raise Ended
        self.book.accepted(answer, *events)
        self.version = answer.json.get("version", self.version)
        self.position = answer.position
        self.state = answer.json.get("state", self.state)
        self.shop.seen(what, answer)
        return answer.json

    def tech(self, verb, body, *events):
        return self.must(verb, self.api.post(self.technician, self.path("tech", verb), body),
                         *events)

    def desk(self, verb, body, *events):
        return self.must(verb, self.api.post(self.store.desk, self.path("admin", verb), body),
                         *events)

    def media(self, person, face, kind):
        """An upload of the person's own, as a list to attach."""
        made = upload(self.shop, person, face, kind, self.dice)
        self.shop.count("uploads")
        return [made] if made else []

    # Steps, one a state.

    def submit(self):
        fault = self.plan.fault
        body = {"description": fault.complaint, "vehicle": self.customer.vehicle,
                "store": self.store.id, "media": self.media(self.customer.person, "mp", "photo"),
                "skill": fault.skill}
        key = str(uuid.uuid4())
        send = lambda: self.api.post(self.customer.person, "/mp/work-orders", body, key)
        if self.plan.double_tap:
            answers = self.api.at_once([send, send])
            if answers[0].body != answers[1].body:
                self.book.wrong(f"a double tap got two answers: {answers[0].body} and "
                                f"{answers[1].body}")
            answer = answers[0]
            self.shop.count("double taps")
        else:
            answer = send()
        made = self.must("create", answer, "JobOpened")
        self.id, self.number = made.get("id", ""), made.get("short_number", "")

    def accept(self):
        body = {"bay": self.bay, "note": self.dice.choice(faults.NOTES)}
        path = self.path("tech", "accept")
        if not self.plan.race:
            self.tech("accept", body, "JobAssigned", "JobMoved")
        else:
            rivals = self.store.technicians[:2]
            answers = self.api.at_once(
                [lambda rival=rival: self.api.post(rival, path, body) for rival in rivals])
            winner = 0 if answers[0].status == 200 else 1
            self.technician = rivals[winner]
            self.must("accept", answers[winner], "JobAssigned", "JobMoved")
            self.book.refused("lost race", answers[1 - winner], 409, "already_taken")
        if self.plan.reassign:
            self.technician = self.store.technicians[2]
            self.desk("assign", {"technician": self.technician.account, "bay": self.bay},
                      "JobAssigned")
        if self.plan.nosy:
            self.be_nosy()

    def be_nosy(self):
        """Another's order is not there; prices are not a technician's business."""
        other = self.shop.cast.customers[(self.plan.customer + 1) % len(self.shop.cast.customers)]
        self.book.refused("another's order", self.api.post(
            other.person, self.path("mp", "cancel"), {"reason": "不是我的"}), 404,
            "work_order_unknown")
        self.book.refused("a quote by a technician", self.api.post(
            self.technician, self.path("admin", "quotes"), faults.quote(self.plan.fault, 0)), 403,
            "role_not_allowed")

    def diagnose(self):
        fault = self.plan.fault
        self.tech("start-diagnosis", {}, "JobMoved")
        self.tech("timer/start", {}, "TimerStarted")
        self.timer_runs = True
        if self.dice.random() < 0.3:
            self.book.refused("second timer", self.api.post(
                self.technician, self.path("tech", "timer/start"), {}), 409,
                "timer_already_running")
        self.tech("diagnosis", {"fault_codes": list(fault.codes), "finding": fault.finding,
                                "suggestions": list(fault.advice)}, "StepRecorded")
        self.tech("evidence", {"media": self.media(self.technician, "tech", "clip"),
                               "transcript": fault.finding}, "EvidenceRecorded")
        self.tech("timer/stop", {}, "TimerStopped")
        self.timer_runs = False

    def repair(self):
        self.tech("start-repair", {"note": self.dice.choice(faults.NOTES)}, "JobMoved")
        self.tech("timer/start", {}, "TimerStarted")
        self.timer_runs = True
        self.tech("work-entries", {"kind": "LABOUR", "name": "维修工时",
                                   "quantity": self.plan.fault.hours * 60 // 100}, "WorkRecorded")
        for name, pieces, _ in self.plan.fault.parts:
            self.tech("work-entries", {"kind": "PART", "name": name, "quantity": pieces},
                      "WorkRecorded")
        if self.outside:
            self.take_parts()
        if self.plan.late_quote:
            self.issue("QuoteIssued")
            self.approve_if_needed()
            self.confirm_current()

    def finish(self):
        ticked = {item: {"passed": True} for item in ("brakes", "lights", "oil_leak")}
        self.book.refused("a checklist with a gap", self.api.post(
            self.technician, self.path("tech", "finish"), {"checklist": ticked}), 422,
            "checklist_incomplete", "checklist.road_test")
        ticked["road_test"] = {"passed": True, "note": "路试 5 公里，无异响"}
        self.tech("finish", {"checklist": ticked}, "TimerStopped", "StepRecorded", "JobMoved")
        self.timer_runs = False
        self.notices += 1

    def pay(self):
        if self.plan.late_quote:
            self.book.refused("payment of an old version", self.api.post(
                self.customer.person, self.path("mp", "payments"),
                {"quote_version": self.quote_version - 1}), 409, "quote_changed")
        body, key = {"quote_version": self.quote_version}, str(uuid.uuid4())
        send = lambda: self.api.post(self.customer.person, self.path("mp", "payments"), body, key)
        answers = self.api.at_once([send, send]) if self.plan.double_tap else [send()]
        if self.by_wechat:
            answers = [self.prepared(answer, send) for answer in answers]
        begun = self.must("payments", answers[0], "PaymentBegun", "PaymentStarted")
        if len({answer.body for answer in answers}) > 1:
            self.book.wrong("a double tap on pay got two answers")
        if self.by_wechat:
            self.pay_by_wechat(begun["payment"])
        else:
            self.pay_cash()

    def pay_cash(self, *more):
        self.desk("record-payment",
                  {"quote_version": self.quote_version, "amount": faults.money(self.total),
                   "note": "现金"}, "PaymentSucceeded", "JobPaid", "JobMoved", *more)
        self.notices += 1

    def be_paid(self):
        if not self.hear_of_money():
            raise Ended
        self.notices += 1

    def close(self):
        finance = self.shop.cast.finance
        self.must("close", self.api.post(finance, self.path("admin", "close"), {"note": "已交车"}),
                  "JobClosed", "JobMoved")
        self.book.refused("a note on a closed order", self.api.post(
            self.store.desk, self.path("admin", "notes"), {"note": "补记"}), 409, "wrong_state")

    def cancel(self):
        reason = {"reason": self.dice.choice(faults.REASONS)}
        events = ["JobCancelled", "JobMoved"]
        if self.timer_runs:
            events.append("TimerStopped")
        if self.dice.random() < 0.5:
            self.must("cancel", self.api.post(self.customer.person, self.path("mp", "cancel"),
                                              reason), *events)
        else:
            self.desk("cancel", reason, *events)
        self.shop.count("cancellations")

    def needs_approval(self):
        return self.total >= cast.THRESHOLD_FEN
