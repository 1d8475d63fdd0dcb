"""How long a partition was without an owner after kill -9 of the one that it had: from the kill to
the first answer that rests on another node's claim."""

AFTER_THE_SESSION_MAX = 2  # seconds

def take_over_times(kills, log, commands, urls):
    """Seconds of each kill and partition: until the claim, and until the first answer."""
    firsts = first_answers(log, commands)
    times = []
    for kill in kills:
        for partition in {claim.partition for claim in log.claims}:
            claims = [one for one in log.claims if one.partition == partition]
            before = [one for one in claims if one.time < kill.begin]
            after = [one for one in claims if one.time >= kill.begin]
            if not before or not after or before[-1].owner != urls[kill.node]:
                continue
            answered = [firsts[partition, one.offset] for one in after
                        if (partition, one.offset) in firsts]
            if answered and after[0].owner != urls[kill.node]:
                times.append((after[0].time - kill.begin, min(answered) - kill.begin))
    return times


def too_slow(times, session):
    """A killed owner says no farewell: its broker waits for the whole session, whose last heartbeat
    may be as young as the kill, before it gives the partition to another. The product has the rest:
    to claim, to fold the tail, and to answer whoever came again."""
    if not times:
        yield "no owner was killed: nothing was taken over"
    for _, answered in times:
        if answered > session + AFTER_THE_SESSION_MAX:
            yield (f"a take-over took {answered:.1f} s, more than a session of {session} s and "
                   f"{AFTER_THE_SESSION_MAX} s")


def first_answers(log, commands):
    """(partition, claim) → when the first command was answered that stands under it."""
    answers = {}
    for command in commands:
        for attempt in command.attempts:
            if attempt.accepted():
                answers.setdefault((command.tenant, command.key), attempt.answered)
    firsts = {}
    for commit in log.commits:
        answered = answers.get((commit.tenant, commit.key))
        if answered is not None:
            claim = commit.partition, commit.claim
            firsts[claim] = min(answered, firsts.get(claim, answered))
    return firsts
