"""The part of an order in which parts are taken from the shelf: asked for, given out, brought back.

Odoo posts what was given out; the story does not wait for it before the evening.
"""

from shop.outside.wechat import until

OPEN = ("REQUESTED", "APPROVED", "RECALLED", "SHORT")
FAULT = {"kind": "cut_after_commit", "method": "button_validate"}


class PartsSteps:
    """Of a Story whose shop is connected."""

    def take_parts(self):
        for name, pieces, _ in self.plan.fault.parts:
            code = self.shop.shelf.code_of(name)
            if self.outside.refuse_parts and not self.requisitions:
                self.refuse(self.request(code, pieces))
            self.give_out(self.request(code, pieces))

    def request(self, code, pieces):
        path = f"/tech/work-orders/{self.id}/requisitions"
        answer = self.api.post(self.technician, path, {"product": code, "quantity": pieces})
        self.shop.seen("requisitions", answer)
        if not self.book.expect("requisition", answer, 201):
            return None
        self.shop.count("requisitions")
        return answer.json["id"]

    def refuse(self, requisition):
        answer = self.desk_decides(requisition, "reject", {"reason": "先用旧件试装"})
        self.book.expect("reject", answer, 200)

    def give_out(self, requisition):
        if requisition is None:
            return
        if self.outside.odoo_fails:
            self.shop.stand_ins.control("odoo", "fault", FAULT)
            self.shop.count("answers of Odoo that were lost")
        answer = self.desk_decides(requisition, "approve", {})
        self.shop.seen("approve", answer)
        if self.book.expect("approve", answer, 200):
            self.requisitions.append(requisition)

    def desk_decides(self, requisition, verb, body):
        answer = self.api.post(self.store.desk, f"/admin/requisitions/{requisition}/{verb}", body)
        self.book.see(answer.position)
        self.position = answer.position or self.position
        return answer

    def bring_back(self, requisition):
        """One piece that was not needed; more than were issued is refused."""
        path = f"/admin/requisitions/{requisition['id']}/returns"
        too_many = {"quantity": requisition["issued"] + 1, "reason": "没用上"}
        self.book.refused("more back than was issued",
                          self.api.post(self.store.desk, path, too_many), 422, "return_too_many",
                          "quantity")
        answer = self.api.post(self.store.desk, path, {"quantity": 1, "reason": "没用上"})
        if self.book.expect("return", answer, 201):
            self.book.see(answer.position)
            self.position = answer.position
            self.shop.count("returns")

    def settled_parts(self):
        """The order's requisitions, once Odoo has nothing more to do for any; else None."""
        rows = self.api.get(self.shop.cast.manager,
                            f"/admin/requisitions?work_order={self.id}",
                            self.position).json.get("items", [])
        done = len(rows) >= len(self.requisitions) and not any(
            row["status"] in OPEN or row["return_pending"] for row in rows)
        return rows if done else None

    def await_parts(self):
        if not self.requisitions:
            return []
        rows = until(self.settled_parts)
        if rows is None:
            self.book.wrong(f"order {self.number}: Odoo did not post all of its parts")
        return rows or []
