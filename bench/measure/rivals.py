"""How many times a rival's work we do: ours by bench/run, theirs by bench/peers/run."""

import statistics
from dataclasses import dataclass

from measure.part import verdict

COMMANDS = ("commands", "durable commands")


@dataclass(frozen=True)
class Rival:
    name: str
    work: str  # of bench/peers/README.md
    least: float
    floor: float = 0
    peer: str = ""  # empty: the quickest
    ours: tuple[str, str] = COMMANDS  # a part, and who of it


RIVALS = (
    Rival("hand-written CRUD, by pgbench", "append", 9, 5, "crud"),
    Rival("hand-written CRUD, behind Express", "http_append", 25, 12, "crud_express"),
    Rival("Emmett's command handler, in process", "decide", 30, 15, "emmett"),
    Rival("Emmett's command handler, behind Express", "http_decide", 50, 25, "emmett"),
    Rival("Message DB, one category", "append", 20, 10, "message_db"),
    Rival("Message DB, 16 categories", "append", 6, 3, "message_db_16"),
    Rival("the quickest rival's projection", "project", 10,
          ours=("projection", "projected, one lane")))


def _quickest(rival, lines):
    """Name and rate: of several turns the middle one, of several numbers of clients the best."""
    rates = {}
    for line in lines:
        if line["work"] == rival.work and rival.peer in ("", line["peer"]) and line["seconds"]:
            rates.setdefault((line["peer"], line["clients"]), []).append(
                line["operations"] / line["seconds"])
    return max(((statistics.median(turns), peer) for (peer, _clients), turns in rates.items()),
               default=None)


def against_rivals(report):
    """Of each rival the goal, and where both sides were measured what was found."""
    for rival in RIVALS:
        part, contender = rival.ours
        ours = report["parts"].get(part, {})
        quickest = _quickest(rival, report.get("peers", []))
        goal = {"least": rival.least, "most": 0, "floor": rival.floor}
        one = {**goal, "name": f"{contender}, of {rival.name}"}
        if quickest and contender in ours.get("contenders", {}):
            rate = ours["contenders"][contender]["per_second"]["median"]
            theirs, peer = quickest
            one |= {"ours": rate, "theirs": theirs, "median": rate / theirs,
                    "verdict": ours["not_judged"] or verdict(rate / theirs, **goal)}
            if not rival.peer:
                one["name"] += f" ({peer})"
        yield one
