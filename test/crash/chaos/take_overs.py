"""How long a partition was without an owner after kill -9 of the one that it had: from the kill to
the first answer that rests on another node's claim."""


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
