"""The plots of the report. Each takes what a part has found, and what the part was."""

import math

from measure.svg import BOTTOM, COLOURS, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Sheet, across, figure
from measure.svg import upwards

BINS_A_DOUBLING = 4
OURS = ("durable", "commands", "list", "projected", "rebuilt")  # how the names of our bars begin


def bars(part, found):
    """A bar a contender, with the span of its rounds."""
    sheet = Sheet(part.title, "a second; the line is from the lowest to the highest round", "")
    rows = found["contenders"]
    x = across(0, 1.05 * max(one["per_second"]["max"] for one in rows.values()))
    step = (HEIGHT - BOTTOM - TOP - 6) / len(rows)
    for row, (name, one) in enumerate(rows.items()):
        y, rate = TOP + 10 + row * step, one["per_second"]
        colour = COLOURS[0] if name.startswith(OURS) else "#9aa5ab"
        sheet.box(LEFT, y, x.at(rate["median"]) - LEFT, step * 0.6, colour)
        middle = y + step * 0.3
        sheet.line([(x.at(rate["min"]), middle), (x.at(rate["max"]), middle)], "#222222", 1.5)
        sheet.text(WIDTH - RIGHT + 8, middle, name, size=11)
        sheet.text(WIDTH - RIGHT + 8, middle + 12, f"{figure(rate['median'])}/s", size=10)
    for value in x.ticks():
        sheet.text(x.at(value), HEIGHT - BOTTOM + 16, figure(value), size=11, anchor="middle")
    return sheet.svg()


def lines(part, found):
    """Throughput over the number of connections, a line a server."""
    sheet = Sheet(part.title, "connections", "a second")
    counts = [int(name.rsplit(", ", 1)[1]) for name in next(iter(part.crossing.values()))]
    x = across(counts[0], counts[-1], base=2)
    y = upwards(1.05 * max(one["per_second"]["max"] for one in found["contenders"].values()))
    sheet.axes(x, y, counts)
    for colour, (server, names) in zip(COLOURS, part.crossing.items()):
        rates = [found["contenders"][name]["per_second"] for name in names]
        sheet.line([(x.at(at), y.at(rate["median"])) for at, rate in zip(counts, rates)], colour)
        for at, rate in zip(counts, rates):
            sheet.line([(x.at(at), y.at(rate["min"])), (x.at(at), y.at(rate["max"]))], colour, 1)
            sheet.dot(x.at(at), y.at(rate["median"]), colour)
        sheet.legend(server, colour)
    return sheet.svg()


def _binned(histogram):
    """Shares of all by bins that are even on the axis."""
    bins, total = {}, sum(count for _to, count in histogram) or 1
    for to, count in histogram:
        at = math.floor(BINS_A_DOUBLING * math.log2(max(to, 1e-6)))
        bins[at] = bins.get(at, 0) + count / total
    return bins


def histogram(part, found):
    """How many answers took how long, a colour a contender. Shares go by powers of ten, since what
    is rare is what one looks for."""
    curves = {name: _binned(one["histogram_ms"]) for name, one in found["contenders"].items()
              if one["histogram_ms"]}
    edges = [at for bins in curves.values() for at in bins]
    sheet = Sheet(part.title, "milliseconds", "share of all answers")
    x = across(2 ** (min(edges) / BINS_A_DOUBLING), 2 ** ((max(edges) + 1) / BINS_A_DOUBLING), 10)
    y = upwards(1, 1e-6, base=10)
    sheet.axes(x, y)
    for colour, (name, bins) in zip(COLOURS, curves.items()):
        for at, part_of_all in bins.items():
            left = x.at(2 ** (at / BINS_A_DOUBLING))
            right = x.at(2 ** ((at + 1) / BINS_A_DOUBLING))
            top = min(y.at(part_of_all), HEIGHT - BOTTOM)
            sheet.line([(left, top), (right, top)], colour, 2.5)
            sheet.box(left, top, right - left, HEIGHT - BOTTOM - top, colour, opacity=0.08)
        sheet.legend(name, colour)
    return sheet.svg()


def growth(part, found):
    """Rates over how many aggregates there are, with the span of their rounds."""
    sheet = Sheet(part.title, "aggregates", "a second")
    points = [(one["aggregates"]["median"], one["per_second"])
              for one in found["contenders"].values()]
    x = across(points[0][0], points[-1][0], base=10)
    y = upwards(1.1 * max(rate["max"] for _there, rate in points))
    sheet.axes(x, y)
    sheet.line([(x.at(there), y.at(rate["median"])) for there, rate in points], COLOURS[0])
    for there, rate in points:
        sheet.line([(x.at(there), y.at(rate["min"])), (x.at(there), y.at(rate["max"]))],
                   COLOURS[0], 1)
        sheet.dot(x.at(there), y.at(rate["median"]), COLOURS[0])
    sheet.legend("commands on any of them", COLOURS[0])
    return sheet.svg()
