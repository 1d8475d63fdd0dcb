"""A history that is right, and for each rule of the checker one lie that only it must find; and so
with lines that nodes say, and with times of take-overs."""

import copy
import json
import os
import unittest

from checker import OF_THE_CLIENT_LIBRARY, UNAVAILABLE, Evidence, check
from history import Attempt, Command
from log_reader import fold_records
from processes import ROOT
from said import wrong_lines
from take_overs import too_slow

SESSION = 6.0


def record(offset, headers, payload=None, second=0.0):
    return {"partition": 0, "offset": offset, "ts": int(second * 1000), "payload": payload,
            "headers": [text for pair in headers.items() for text in pair]}


def claim(offset, second=0.0):
    return record(offset, {"fettle_kind": "claim", "fettle_owner": "http://a",
                           "fettle_nonce": f"nonce{offset}",
                           "fettle_n": "0"}, second=second)


def event(offset, of, n, key, kind, store, version, data, second, status="200"):
    return record(offset, {
        "fettle_claim": str(of), "fettle_n": str(n), "ce_commitindex": "0", "ce_commitcount": "1",
        "ce_tenant": "north", "ce_type": kind, "ce_subject": f"store/{store}",
        "ce_sequence": str(version), "ce_idempotencykey": key, "ce_status": status},
        json.dumps(data), second)


def answered(sent, till, status, **said):
    return Attempt(sent, 1, till, status, json.dumps(said))


def come_again(sent, till, code="not_owner", after="1"):
    return Attempt(sent, 1, till, 503, json.dumps({"code": code}), after)


def accepted(sent, till, status, version, offset, store="s1"):
    return answered(sent, till, status, id=store, version=version, position=f"nonce0:0:{offset}")


def right_records():
    return [claim(0),
            event(1, 0, 0, "k1", "StoreCreated", "s1", 1, {"name": "one"}, 10.0, "201"),
            event(2, 0, 1, "k2", "StoreEdited", "s1", 2, {"name": "two"}, 20.0),
            claim(3, 25.0),
            event(4, 0, 2, "zombie", "StoreEdited", "s1", 3, {"name": "void"}, 26.0),
            event(5, 3, 0, "k3", "BayAdded", "s1", 3, {"bay": "b1", "name": "bay"}, 30.0)]


def right_commands():
    return [
        Command("k1", "north", "POST", "/admin/stores", {"id": "s1", "name": "one"}, None, False,
                [accepted(9.0, 11.0, 201, 1, 1), accepted(12.0, 12.5, 201, 1, 1)]),
        Command("k2", "north", "PATCH", "/admin/stores/s1", {"name": "two"}, 1, False,
                [Attempt(18.0), come_again(19.0, 19.5),
                 accepted(19.6, 21.0, 200, 2, 2)]),
        Command("k3", "north", "POST", "/admin/stores/s1/bays", {"bay": "b1", "name": "bay"}, None,
                False, [accepted(29.0, 31.0, 200, 3, 5)]),
        Command("zombie", "north", "PATCH", "/admin/stores/s1", {"name": "void"}, 2, False,
                [come_again(24.0, 32.0, "kafka_msg_timed_out"),
                 answered(40.0, 41.0, 412, code="version_mismatch")]),
        Command("k4", "north", "POST", "/admin/stores", {"id": "s1", "name": "x"}, None, False,
                [answered(12.0, 13.0, 409, code="store_exists")]),
        Command("k5", "north", "POST", "/admin/stores/s2/bays", {"bay": "b", "name": "x"}, None,
                False, [answered(12.0, 13.0, 404, code="store_unknown")]),
        Command("k1", "north", "POST", "/admin/stores", {"id": "s9", "name": "x"}, None, True,
                [answered(12.0, 13.0, 422, code="idempotency_key_reused")])]


class Checker(unittest.TestCase):
    def setUp(self):
        self.records, self.commands = right_records(), right_commands()
        self.stores = {("north", "s1"): ("two", None, 3)}
        self.bays = {("north", "s1", "b1"): "bay"}

    def wrong(self):
        seen = Evidence(self.commands, fold_records(copy.deepcopy(self.records)), self.stores,
                        self.bays, SESSION)
        return sorted(check(seen))

    def header(self, offset, name, value):
        names = self.records[offset]["headers"]
        names[names.index(name) + 1] = value

    def test_a_right_history_passes(self):
        self.assertEqual(self.wrong(), [])

    def test_a_zombies_record_is_void(self):
        log = fold_records(self.records)
        self.assertEqual((log.voids, len(log.commits), len(log.claims)), (1, 3, 2))

    def test_a_commit_that_a_claim_cuts_is_void(self):
        self.header(2, "ce_commitcount", "2")
        self.assertEqual(len(fold_records(self.records).commits), 2)

    def test_a_missing_offset_is_found(self):
        self.records[5]["offset"] = 6
        self.commands[2].attempts = [accepted(29.0, 31.0, 200, 3, 6)]
        self.assertEqual(self.wrong(), ["log_has_no_gaps"])

    def test_a_jump_of_versions_is_found(self):
        self.header(5, "ce_sequence", "4")
        self.commands[2].attempts = [accepted(29.0, 31.0, 200, 4, 5)]
        self.stores["north", "s1"] = ("two", None, 4)
        self.assertEqual(self.wrong(), ["versions_are_gapless"])

    def test_a_tenant_on_two_partitions_is_found(self):
        created = event(1, 0, 0, "k6", "StoreCreated", "s2", 1, {"name": "x"}, 50.0, "201")
        self.records += [one | {"partition": 1} for one in (claim(0), created)]
        self.commands.append(Command("k6", "north", "POST", "/admin/stores",
                                     {"id": "s2", "name": "x"}, None, False, [answered(
                                         49.0, 51.0, 201, id="s2", version=1,
                                         position="nonce0:1:1")]))
        self.stores["north", "s2"] = ("x", None, 1)
        # Offsets of two partitions tell no order.
        self.assertEqual(self.wrong(), ["a_tenant_has_one_order", "the_order_respects_time"])

    def test_a_command_done_twice_is_found(self):
        self.records.append(event(6, 3, 1, "k2", "StoreEdited", "s1", 4, {"name": "two"}, 31.0))
        self.stores["north", "s1"] = ("two", None, 4)
        self.commands[1].if_match = None
        self.assertEqual(self.wrong(), ["each_command_is_there_once"])

    def test_a_commit_that_nobody_sent_is_found(self):
        self.records.append(event(6, 3, 1, "ghost", "StoreEdited", "s1", 4, {"name": "two"}, 45.0))
        self.stores["north", "s1"] = ("two", None, 4)
        self.assertEqual(self.wrong(), ["everything_was_asked_for"])

    def test_an_acknowledged_command_that_is_lost_is_found(self):
        self.commands[3].attempts = [accepted(24.0, 32.0, 200, 3, 4)]
        self.assertEqual(self.wrong(), ["accepted_is_on_the_log"])

    def test_an_answer_with_a_wrong_position_is_found(self):
        self.commands[2].attempts = [accepted(29.0, 31.0, 200, 3, 4)]
        self.assertEqual(self.wrong(), ["accepted_is_on_the_log"])

    def test_a_repeat_with_another_answer_is_found(self):
        self.commands[0].attempts[1].answer += " "
        self.assertEqual(self.wrong(), ["repeats_are_equal"])

    def test_a_commit_of_something_else_is_found(self):
        self.commands[1].body = {"name": "three"}
        self.assertEqual(self.wrong(), ["the_log_has_what_was_asked"])

    def test_a_commit_for_another_version_is_found(self):
        self.commands[1].if_match = 7
        self.assertEqual(self.wrong(), ["the_log_has_what_was_asked"])

    def test_an_order_against_time_is_found(self):
        self.commands[2].attempts = [accepted(5.0, 6.0, 200, 3, 5)]
        self.assertEqual(self.wrong(), ["the_order_respects_time"])

    def test_a_refused_command_on_the_log_is_found(self):
        self.commands[1].attempts = [answered(19.0, 20.5, 412, code="version_mismatch")]
        self.assertEqual(self.wrong(), ["refused_is_not_on_the_log"])

    def test_a_refusal_that_was_not_yet_true_is_found(self):
        self.commands[4].attempts = [answered(8.0, 9.0, 409, code="store_exists")]
        self.assertEqual(self.wrong(), ["refusals_were_true"])

    def test_a_refusal_from_too_old_a_state_is_found(self):
        self.commands[5].path = "/admin/stores/s1/bays"
        self.assertEqual(self.wrong(), [])  # it was true at 10 − a session
        self.commands[5].attempts = [answered(17.0, 18.0, 404, code="store_unknown")]
        self.assertEqual(self.wrong(), ["refusals_were_true"])

    def test_a_wrong_version_that_was_right_is_found(self):
        self.commands[3].if_match = 3
        self.assertEqual(self.wrong(), ["refusals_were_true"])

    def test_a_refusal_of_what_was_done_is_found(self):
        self.commands[2].attempts.append(answered(50.0, 51.0, 409, code="bay_exists"))
        self.assertEqual(self.wrong(), ["refusals_were_true"])

    def test_a_refusal_that_nobody_knows_is_found(self):
        self.commands[5].attempts = [answered(12.0, 13.0, 500, code="internal_error")]
        self.assertEqual(self.wrong(), ["refusals_were_true"])

    def test_a_503_that_says_not_why_or_not_when_is_found(self):
        for attempt in (come_again(19.0, 19.5, "log_has_a_gap"), come_again(19.0, 19.5, ""),
                        come_again(19.0, 19.5, after=None), come_again(19.0, 19.5, after="soon")):
            self.commands[1].attempts[1] = attempt
            self.assertEqual(self.wrong(), ["who_may_come_again_is_told_why_and_when"])

    def test_operators_are_told_of_each_code_of_503(self):
        with open(os.path.join(ROOT, "ops", "runbooks", "FettleUnavailable.md"),
                  encoding="utf-8") as file:
            told = file.read()
        untold = [name for name in UNAVAILABLE | {OF_THE_CLIENT_LIBRARY + "…"}
                  if f"`{name}`" not in told and f"`{name.partition('_')[0]}_…`" not in told]
        self.assertEqual(untold, [])

    def test_a_command_without_a_verdict_is_found(self):
        self.commands[4].attempts = [Attempt(12.0), come_again(13.0, 14.0)]
        self.assertEqual(self.wrong(), ["everything_got_a_verdict"])

    def test_a_row_that_is_missing_wrong_or_too_many_is_found(self):
        for rows in ({}, {("north", "s1"): ("void", None, 3)},
                     self.stores | {("north", "s2"): ("x", None, 1)}):
            self.stores = rows
            self.assertEqual(self.wrong(), ["rows_equal_the_fold"])
        self.stores, self.bays = {("north", "s1"): ("two", None, 3)}, {}
        self.assertEqual(self.wrong(), ["rows_equal_the_fold"])


class Said(unittest.TestCase):
    STAMP = "[2026-11-23 00:45:43.536] "

    def test_a_fault_on_one_line_passes(self):
        lines = ("[info] serving on http://a:1", "[warning] shard 3: not_owner (it went to (b))",
                 "[warning] media lie in /media of this node alone")
        self.assertEqual(list(wrong_lines("\n".join(self.STAMP + one for one in lines))), [])

    def test_what_is_no_such_line_is_found(self):
        for line in ("terminate called", "    in 2 lines", self.STAMP + "[error] shard 3: x (y)",
                     self.STAMP + "[warning] shard 3: it went wrong",
                     self.STAMP + "[warning] not_owner"):
            self.assertEqual(list(wrong_lines(line)), [line])


class TakeOvers(unittest.TestCase):
    def test_a_session_and_two_seconds_are_time_enough(self):
        self.assertEqual(list(too_slow([(6.1, 8.0), (5.0, 5.5)], SESSION)), [])

    def test_a_take_over_that_was_slower_is_found(self):
        self.assertEqual(len(list(too_slow([(6.1, 8.1), (5.0, 5.5), (9.0, 9.1)], SESSION))), 2)

    def test_kills_that_took_nothing_from_anybody_show_nothing(self):
        self.assertEqual(len(list(too_slow([], SESSION))), 1)


def run():
    load = unittest.defaultTestLoader.loadTestsFromTestCase
    suite = unittest.TestSuite(load(cases) for cases in (Checker, Said, TakeOvers))
    return 0 if unittest.TextTestRunner(verbosity=1).run(suite).wasSuccessful() else 1
