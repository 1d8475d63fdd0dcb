"""What a part of the bench is: who is measured beside whom, which ratios of one round are goals.
`measure/parts` declares them, `measure/rounds.py` runs any of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

Round = dict[str, dict]  # what was measured in one round, by the contender's name


@dataclass(frozen=True)
class Ratio:
    name: str
    of: Callable[[Round], float]
    least: float = 0  # the goal; 0: none
    most: float = 0
    floor: float = 0  # what a goal that is missed must still reach


@dataclass(frozen=True)
class Part:
    name: str
    title: str
    load: str  # in words, for the report
    contenders: dict[str, object]
    ratios: tuple[Ratio, ...] = ()
    plot: str = "bars"  # a function of measure/plots.py; empty: none
    with_rows: bool = False  # a PostgreSQL of its own, and 5,000 work orders in it
    crossing: dict[str, list] | None = None  # of the plot `lines`: contenders by connections

    def within(self, aggregates):
        """Without the contenders that need more of them."""
        return replace(self, contenders={name: one for name, one in self.contenders.items()
                                         if getattr(one, "aggregates", 0) <= aggregates})


@dataclass(frozen=True)
class Share:
    """Ours, of the limits together: each a contender's name and which of its figures."""

    ours: tuple[str, str]
    limits: tuple[tuple[str, str], ...]

    def __call__(self, measured):
        name, field = self.ours
        return measured[name][field] / sum(measured[limit][what] for limit, what in self.limits)


def share(of, yardstick, field="per_second"):
    return Share((of, field), ((yardstick, field),))


def verdict(value, least, most, floor):
    if not least and not most:
        return "no goal"

    def reaches(bound):
        return value >= bound if least else value <= bound

    if reaches(least or most):
        return "kept"
    return "floor kept" if floor and reaches(floor) else "missed"
