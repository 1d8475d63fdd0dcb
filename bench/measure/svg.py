"""Just enough SVG for plots: a sheet with two axes, and marks on it."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 360
LEFT, RIGHT, TOP, BOTTOM = 78, 220, 34, 48  # the legend stands on the right
COLOURS = ("#0b6e99", "#d9730d", "#0f7b6c", "#ad1a72", "#6940a5", "#64473a")


def figure(value):
    """As short as it can be read: 63.1k, 0.25, 0.00001."""
    for unit, letter in ((1e6, "M"), (1e3, "k")):
        if value >= unit:
            return f"{value / unit:.3g}{letter}"
    return f"{value:.3g}" if value >= 0.001 or value == 0 else f"{value:.6f}".rstrip("0")


class Axis:
    """From values to pixels, linear or by powers of `base`."""

    def __init__(self, low, high, begin, end, base=0):
        self._base = base
        self.low, self.high = (self._scaled(low), self._scaled(high))
        self._begin, self._end = begin, end

    def _scaled(self, value):
        return math.log(max(value, 1e-12), self._base) if self._base else value

    def at(self, value):
        width = (self.high - self.low) or 1
        return self._begin + (self._scaled(value) - self.low) / width * (self._end - self._begin)

    def ticks(self):
        if self._base:
            first, last = math.ceil(self.low - 1e-9), math.floor(self.high + 1e-9)
            return [self._base ** power for power in range(first, last + 1)]
        step = 10 ** math.floor(math.log10((self.high - self.low) or 1))
        step *= next(part for part in (0.2, 0.5, 1, 2) if (self.high - self.low) / step / part <= 6)
        return [step * number for number in range(math.ceil(self.low / step),
                                                  math.floor(self.high / step) + 1)]


class Sheet:
    def __init__(self, title, x_name, y_name):
        self._parts = []
        self._legend = 0
        self.text(LEFT, 20, title, size=14, weight="bold")
        self.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, x_name, anchor="middle")
        self.text(LEFT, TOP + 2, y_name, size=11, dy=-2)

    def text(self, x, y, words, size=12, anchor="start", weight="normal", dy=0):
        self._parts.append(f'<text x="{x:.1f}" y="{y + dy:.1f}" font-size="{size}" '
                           f'text-anchor="{anchor}" font-weight="{weight}">{escape(words)}</text>')

    def line(self, points, colour, width=2.0):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" '
                           f'stroke-width="{width}"/>')

    def dot(self, x, y, colour):
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>')

    def box(self, x, y, width, height, colour, opacity=1.0):
        self._parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" '
                           f'height="{height:.1f}" fill="{colour}" fill-opacity="{opacity}"/>')

    def legend(self, words, colour):
        y = TOP + 14 + 20 * self._legend
        self._legend += 1
        self.box(WIDTH - RIGHT + 14, y - 9, 12, 10, colour)
        self.text(WIDTH - RIGHT + 32, y, words, size=11)

    def axes(self, x, y, x_ticks=None):
        for value in y.ticks():
            self.line([(LEFT, y.at(value)), (WIDTH - RIGHT, y.at(value))], "#dddddd", 1)
            self.text(LEFT - 6, y.at(value) + 4, figure(value), size=11, anchor="end")
        for value in x_ticks if x_ticks is not None else x.ticks():
            self.text(x.at(value), HEIGHT - BOTTOM + 16, figure(value), size=11, anchor="middle")
        self.line([(LEFT, TOP + 6), (LEFT, HEIGHT - BOTTOM), (WIDTH - RIGHT, HEIGHT - BOTTOM)],
                  "#555555", 1)

    def svg(self):
        body = "\n".join(self._parts)
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
                f'font-family="sans-serif" fill="#222222">\n'
                f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n{body}\n</svg>\n')


def across(low, high, base=0):
    return Axis(low, high, LEFT, WIDTH - RIGHT, base)


def upwards(high, low=0, base=0):
    return Axis(low, high, HEIGHT - BOTTOM, TOP + 10, base)
