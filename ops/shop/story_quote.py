"""The quote's part of an order: versions, the manager's word, confirmations that come too late."""

import uuid

from shop import faults


class QuoteSteps:
    def quote(self):
        self.issue("QuoteIssued", "JobMoved")
        if self.plan.reject_first and self.needs_approval():
            self.reject()
            self.issue("QuoteIssued")
        self.approve_if_needed()
        for _ in range(self.plan.revisions):
            self.issue("QuoteIssued")
            self.approve_if_needed()
            self.shop.count("quote revisions")

    def issue(self, *events):
        offer = faults.quote(self.plan.fault, self.quote_version)
        made = self.desk("quotes", offer, *events)
        self.quote_version += 1
        self.total = offer["total"]["minor"]
        self.notices += not self.needs_approval()
        if made.get("quote_version") != self.quote_version:
            self.book.wrong(f"order {self.number}: quote version {made.get('quote_version')}, "
                            f"not {self.quote_version}")
        if made.get("needs_approval") != self.needs_approval():
            self.book.wrong(f"order {self.number}: needs_approval is wrong for {self.total}")

    def manager(self, verb, body, *events):
        return self.must(verb, self.api.post(self.shop.cast.manager, self.path("admin", verb),
                                             body), *events)

    def reject(self):
        self.manager("reject-quote", {"quote_version": self.quote_version,
                                      "reason": "配件价格高于供应商报价，请核对"}, "QuoteRejected")

    def approve_if_needed(self):
        if not self.needs_approval():
            return
        self.book.refused("confirmation before approval", self._confirm(self.quote_version), 409,
                          "quote_awaits_approval")
        self.manager("approve-quote", {"quote_version": self.quote_version}, "QuoteApproved")
        self.notices += 1

    def confirm(self):
        if self.plan.stale_confirm and self.quote_version > 1:
            self.book.refused("confirmation of an old version",
                              self._confirm(self.quote_version - 1), 409, "QUOTE_VERSION_MISMATCH")
        self.confirm_current("JobMoved")

    def confirm_current(self, *more):
        key = str(uuid.uuid4())
        send = lambda: self._confirm(self.quote_version, key)
        answers = self.api.at_once([send, send]) if self.plan.double_tap else [send()]
        self.must("confirm-quote", answers[0], "QuoteConfirmed", *more)
        if len({answer.body for answer in answers}) > 1:
            self.book.wrong("a double tap on confirm got two answers")

    def _confirm(self, version, key=None):
        return self.api.post(self.customer.person, self.path("mp", "confirm-quote"),
                             {"quote_version": version}, key)
