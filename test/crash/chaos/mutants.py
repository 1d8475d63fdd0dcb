"""Two fettles, each with one rule of the protocol left out, and a schedule that makes them show it:
what an owner has sent arrives behind another's claim, while the owner sleeps. One of them then
takes it for durable; the other folds it. The checker must find both wrong, the true one right."""

import copy
import os
import time

from faults import Faults
from run import Run

ROUNDS = 2


def sleepers(cluster, load):
    """Each node in its turn sends, sleeps, and wakes up as a zombie."""
    del load
    time.sleep(2)  # there are stores by now
    faults = Faults(cluster, seed=0)
    for number in range(ROUNDS):
        node = cluster.nodes[number % len(cluster.nodes)]
        with faults.fault("late batch", node, node.number):
            faults.late_batch(node, cluster.session + 3)
        time.sleep(cluster.session + 2)
    return faults.done, faults.errors


def run(options):
    options = copy.copy(options)
    # An append that was begun before the sleep is still tried behind it, and its client waits.
    options.session, options.message_timeout, options.answer_seconds = 3, 30, 20
    wrong = []
    for name, sound in (("fettle_with_place_not_compared", False),
                        ("fettle_with_reader_rule_dropped", False), ("fettle", True)):
        print(f"== {name}", flush=True)
        program = options.fettle if sound else os.path.join(options.mutants, name)
        found = Run(options, program, sound).judge(sleepers)
        if (found == 0) != sound:
            wrong.append(f"{name}: the checker found {found} wrong")
    for sentence in wrong:
        print("WRONG", sentence)
    print(f"{len(wrong)} of 3 judged wrongly")
    return 1 if wrong else 0
