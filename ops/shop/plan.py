"""What will happen to each order of the day, decided before it begins: a seed is one day."""

from dataclasses import dataclass
from random import Random

from shop import faults

STATES = ("SUBMITTED", "ACCEPTED", "DIAGNOSING", "QUOTED", "CUSTOMER_CONFIRMED", "REPAIRING",
          "READY_TO_PAY", "PAID", "CLOSED")
BEFORE_PAID = STATES[:7]


@dataclass(frozen=True)
class Plan:
    index: int
    customer: int
    fault: faults.Fault
    stop_at: str  # the last state that it reaches today
    cancel: bool  # given up there
    revisions: int  # quotes before the confirmation, beyond the first
    late_quote: bool  # a new version during the repair: confirmed again, paid only then
    double_tap: bool  # the same key twice, in parallel
    race: bool  # two technicians accept at once
    stale_confirm: bool  # the customer confirms an old version
    reject_first: bool  # the manager refuses a quote above the threshold once
    reassign: bool
    nosy: bool  # another customer looks, and a technician tries what he may not
    bad_input: int  # which piece of bad input is sent meanwhile; -1: none


def make(seed, orders, customers, bad_inputs):
    return [_plan(seed, index, customers, bad_inputs) for index in range(orders)]


def _plan(seed, index, customers, bad_inputs):
    dice = Random(f"order {seed} {index}")
    stop_at, cancel = _ending(dice)
    return Plan(
        index=index,
        # A car comes once a day at most while there are customers enough.
        customer=(index * 7 + seed) % customers,
        fault=dice.choice(faults.FAULTS),
        stop_at=stop_at,
        cancel=cancel,
        revisions=dice.choices((0, 1, 2), (6, 3, 1))[0],
        late_quote=dice.random() < 0.15,
        double_tap=dice.random() < 0.20,
        race=dice.random() < 0.25,
        stale_confirm=dice.random() < 0.5,
        reject_first=dice.random() < 0.4,
        reassign=dice.random() < 0.08,
        nosy=dice.random() < 0.10,
        # Each piece once before chance decides.
        bad_input=index if index < bad_inputs else
        (dice.randrange(bad_inputs) if dice.random() < 0.15 else -1),
    )


def _ending(dice):
    chance = dice.random()
    if chance < 0.13:
        return dice.choice(BEFORE_PAID), True
    if chance < 0.25:
        return dice.choice(STATES[:8]), False
    return "CLOSED", False


def whole(fault_index=8):
    """One order from intake to paid, with a quote above the manager's threshold."""
    return Plan(index=0, customer=0, fault=faults.FAULTS[fault_index], stop_at="PAID",
                cancel=False, revisions=1, late_quote=False, double_tap=True, race=True,
                stale_confirm=True, reject_first=False, reassign=False, nosy=False, bad_input=-1)
