"""What each order of a connected shop does outside, decided before it begins: a seed is one day."""

from dataclasses import dataclass
from random import Random

# How the payer's money becomes known: see WISHES in wechat.py. At the desk he pays cash after all.
PAYS = {"callback": 58, "twice": 14, "late": 10, "forged": 10, "desk": 8}
# Without a callback we ask by ourselves, half a minute later: none in a short day.
SILENT_EVERY = 33


@dataclass(frozen=True)
class Plan:
    pay: str
    refund: bool  # a part of the money goes back
    refuse_parts: bool  # the desk refuses a requisition, and takes the next
    return_part: bool
    odoo_fails: bool  # the posting is done, and its answer is lost


def make(seed, index):
    dice = Random(f"outside {seed} {index}")
    silent = index % SILENT_EVERY == SILENT_EVERY - 1
    return Plan(pay="silent" if silent else dice.choices(list(PAYS), PAYS.values())[0],
                refund=dice.random() < 0.15, refuse_parts=dice.random() < 0.08,
                return_part=dice.random() < 0.2, odoo_fails=dice.random() < 0.04)


def whole():
    """Of the one order that is shown step by step."""
    return Plan(pay="callback", refund=False, refuse_parts=False, return_part=False,
                odoo_fails=False)
