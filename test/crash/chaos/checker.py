"""Judges what the clients saw by the log and by the rows in PostgreSQL, and by nothing else. Each
rule is one function that gives the sentences of what is wrong."""

import json
from collections import Counter
from dataclasses import dataclass

from timeline import FOREVER, Tenant, fold_tenants

CLOCK_STEP = 0.002  # the broker's time has whole milliseconds
# Codes of 503 while nodes and brokers come and go; what says damage, or a tenant that has stopped,
# is none of them.
UNAVAILABLE = {"starting", "owner_unknown", "not_owner", "owner_unreachable", "claimed_by_another",
               "ownership_unconfirmed", "append_interrupted", "append_not_found", "log_unreachable",
               "log_behind", "keys_unread", "tenant_queue_full", "overloaded"}
OF_THE_CLIENT_LIBRARY = "kafka_"  # then its own name of what the brokers did not do


@dataclass
class Evidence:
    commands: list  # of history.Command
    log: object  # log_reader.Log
    stores: dict  # rows: (tenant, store) → (name, address, version)
    bays: dict  # rows: (tenant, store, bay) → name
    session: float  # seconds: for so long an owner that was replaced may not know it

    def __post_init__(self):
        self.by_key = {}
        for commit in self.log.commits:
            self.by_key.setdefault((commit.tenant, commit.key), []).append(commit)
        self.tenants = fold_tenants(self.log.commits)

    def commit_of(self, command):
        return self.by_key.get((command.tenant, command.key), [None])[0]


def log_has_no_gaps(seen):
    return list(seen.log.gaps)


def versions_are_gapless(seen):
    reached = {}
    for commit in seen.log.commits:
        for event in commit.events:
            subject = (commit.tenant, event.subject)
            expected = reached.get(subject, 0) + 1
            if event.sequence != expected:
                yield f"{subject} goes to version {event.sequence}, {expected} was due"
            reached[subject] = event.sequence


def a_tenant_has_one_order(seen):
    places = {}
    for commit in seen.log.commits:
        if places.setdefault(commit.tenant, commit.partition) != commit.partition:
            yield f"{commit.tenant} lies in partitions {places[commit.tenant]}, {commit.partition}"


def each_command_is_there_once(seen):
    for (tenant, key), commits in seen.by_key.items():
        if key and len(commits) > 1:
            yield f"{tenant} {key} stands on the log {len(commits)} times"


def everything_was_asked_for(seen):
    asked = {(one.tenant, one.key) for one in seen.commands}
    for commit in seen.log.commits:
        about_stores = commit.events[0].subject.startswith("store/")
        if about_stores and (commit.tenant, commit.key) not in asked:
            yield f"{commit.tenant} {commit.key} is on the log, and nobody sent it"


def accepted_is_on_the_log(seen):
    for command in seen.commands:
        for attempt in command.attempts:
            if attempt.accepted():
                yield from wrong_answer(seen, command, attempt)


def wrong_answer(seen, command, attempt):
    commit, answer = seen.commit_of(command), json.loads(attempt.answer)
    who = f"{command.tenant} {command.key}"
    if command.reused:
        yield f"{who} was accepted with another body"
    elif commit is None:
        yield f"{who} was accepted at {answer.get('position')}, and is not on the log"
    else:
        said = (attempt.status, answer.get("id"), answer.get("version"), answer.get("position"))
        true = (commit.status, commit.events[0].subject.partition("/")[2], commit.version(),
                f"{seen.log.id}:{commit.partition}:{commit.last}")
        if said != true:
            yield f"{who} was told {said}, the log has {true}"


def repeats_are_equal(seen):
    for command in seen.commands:
        answers = {(one.status, one.answer) for one in command.attempts if one.accepted()}
        if len(answers) > 1:
            yield f"{command.tenant} {command.key} got {len(answers)} answers: {sorted(answers)}"


def the_log_has_what_was_asked(seen):
    """And what the decision needed was so at its place in the order."""
    commands = {(one.tenant, one.key): one for one in seen.commands if not one.reused}
    tenants = {}
    for commit in seen.log.commits:
        tenant = tenants.setdefault(commit.tenant, Tenant())
        command = commands.get((commit.tenant, commit.key))
        if command is not None:
            yield from wrong_decision(tenant, command, commit)
        tenant.fold(commit)


def wrong_decision(tenant, command, commit):
    who, event = f"{command.tenant} {command.key}", commit.events[0]
    name = store_of(command)
    asked = {field: command.body[field] for field in ("name", "bay") if field in command.body}
    if event.type != event_type(command) or event.subject != "store/" + name:
        yield f"{who} asked for {event_type(command)} of {name}, not {event.type} {event.subject}"
    elif any(event.data.get(field) != value for field, value in asked.items()):
        yield f"{who} asked for {asked}, the log has {event.data}"
    store = tenant.stores.get(name)
    if (store is not None) != (event.type != "StoreCreated"):
        yield f"{who}: {event.type} where store {name} {'is' if store else 'is not'} there"
    elif store is not None and command.if_match not in (None, store.version):
        yield f"{who} was for version {command.if_match}, and came to {store.version}"
    elif event.type == "BayAdded" and event.data["bay"] in store.bays:
        yield f"{who} adds bay {event.data['bay']} of store {name} again"


def store_of(command):
    return command.body["id"] if command.path == "/admin/stores" else command.path.split("/")[3]


def event_type(command):
    if command.method == "PATCH":
        return "StoreEdited"
    return "BayAdded" if command.path.endswith("/bays") else "StoreCreated"


def the_order_respects_time(seen):
    """What was answered before another was sent stands before it."""
    of_tenants = {}
    for command in seen.commands:
        answered = [one.answered for one in command.attempts if one.accepted()]
        commit = seen.commit_of(command)
        if answered and commit is not None and not command.reused:
            of_tenants.setdefault(command.tenant, []).append(
                (commit.last, command.attempts[0].sent, min(answered), command.key))
    for tenant, placed in of_tenants.items():
        earliest, whose = FOREVER, None
        for _, sent, answered, key in sorted(placed, reverse=True):
            if earliest < sent:
                yield f"{tenant}: {whose} was answered before {key} was sent, and stands behind it"
            if answered < earliest:
                earliest, whose = answered, key


def refused_is_not_on_the_log(seen):
    for command in seen.commands:
        certain = command.attempts and all(one.refused() for one in command.attempts)
        if certain and not command.reused and seen.commit_of(command) is not None:
            yield f"{command.tenant} {command.key} was refused, and is on the log"


def refusals_were_true(seen):
    for command in seen.commands:
        for attempt in command.attempts:
            if attempt.refused() and not was_true(seen, command, attempt):
                yield (f"{command.tenant} {command.key}: {attempt.status} {attempt.code()} for "
                       f"{command.method} {command.path} was never true while it was asked")


def was_true(seen, command, attempt):
    tenant = seen.tenants.get(command.tenant, Tenant())
    begin, end = attempt.sent - seen.session - CLOCK_STEP, attempt.answered + CLOCK_STEP
    done = tenant.keys.get(command.key, FOREVER)
    if command.reused:
        return attempt.code() == "idempotency_key_reused" and done <= end
    # Once it is done, its answer is that of the first time.
    if done < begin:
        return False
    end, name = min(end, done), store_of(command)
    match attempt.status, attempt.code():
        case 409, "store_exists":
            return event_type(command) == "StoreCreated" and tenant.had_store(name, begin, end)
        case 409, "bay_exists":
            bay = command.body.get("bay")
            return bay is not None and tenant.had_bay(name, bay, begin, end)
        case 404, "store_unknown":
            return tenant.had_no_store(name, begin, end)
        case 412, "version_mismatch":
            match = command.if_match
            return match is not None and tenant.had_another_version(name, match, begin, end)
    return False


def who_may_come_again_is_told_why_and_when(seen):
    for command in seen.commands:
        for attempt in command.attempts:
            if attempt.status == 503 and not says_why_and_when(attempt):
                yield (f"{command.tenant} {command.key} got 503 {attempt.code()} with Retry-After "
                       f"{attempt.retry_after}")


def says_why_and_when(attempt):
    known = attempt.code() in UNAVAILABLE or attempt.code().startswith(OF_THE_CLIENT_LIBRARY)
    return known and (attempt.retry_after or "").isdecimal()


def everything_got_a_verdict(seen):
    for command in seen.commands:
        if command.verdict() is None:
            yield f"{command.tenant} {command.key} got no verdict in {len(command.attempts)} tries"


def rows_equal_the_fold(seen):
    stores, bays = {}, {}
    for name, tenant in seen.tenants.items():
        for store_id, store in tenant.stores.items():
            stores[name, store_id] = (store.name, store.address, store.version)
            for bay, (text, _) in store.bays.items():
                bays[name, store_id, bay] = text
    yield from differences("stores", stores, seen.stores)
    yield from differences("bays", bays, seen.bays)


def differences(table, folded, rows):
    for key in sorted(folded.keys() | rows.keys()):
        if folded.get(key) != rows.get(key):
            yield f"{table} {key}: the log gives {folded.get(key)}, PostgreSQL has {rows.get(key)}"


RULES = [log_has_no_gaps, versions_are_gapless, a_tenant_has_one_order, each_command_is_there_once,
         everything_was_asked_for, accepted_is_on_the_log, repeats_are_equal,
         the_log_has_what_was_asked, the_order_respects_time, refused_is_not_on_the_log,
         refusals_were_true, who_may_come_again_is_told_why_and_when, everything_got_a_verdict,
         rows_equal_the_fold]


def check(seen):
    """Rule → what it found wrong."""
    found = {rule.__name__: list(rule(seen)) for rule in RULES}
    return {name: wrong for name, wrong in found.items() if wrong}


def counts(seen):
    attempts = [attempt for command in seen.commands for attempt in command.attempts]
    verdicts = [(one, one.verdict()) for one in seen.commands]
    accepted = [one for one, verdict in verdicts if verdict and verdict.accepted()]
    repeated = sum(sum(one.accepted() for one in command.attempts) - 1 for command in accepted)
    refused = Counter(one.code() for one in attempts if one.refused())
    failed = Counter(one.code() for one in attempts if one.status == 503)
    late = sum(1 for one, verdict in verdicts if verdict and verdict.refused() and not one.reused
               and seen.commit_of(one) is not None)
    return {"commands": len(seen.commands), "attempts": len(attempts), "accepted": len(accepted),
            "repeated": repeated, "refused": dict(refused), "503": dict(failed),
            "without an answer": sum(one.status is None for one in attempts),
            "refused once and done by a late attempt": late,
            "void records": seen.log.voids, "claims": len(seen.log.claims)}
