"""A progress bar and tables whose columns stand straight with Chinese in them."""

import sys
import threading
import time
import unicodedata

BAR = 32


def width(text):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text, wide, right=False):
    gap = " " * max(0, wide - width(text))
    return gap + text if right else text + gap


def table(heading, rows):
    """Numbers stand at the right."""
    cells = [[str(cell) for cell in row] for row in [heading, *rows]]
    wide = [max(width(row[i]) for row in cells) for i in range(len(heading))]
    right = [all(not isinstance(row[i], str) for row in rows) for i in range(len(heading))]
    lines = ["  ".join(padded(cell, wide[i], right[i]) for i, cell in enumerate(row)).rstrip()
             for row in cells]
    lines.insert(1, "  ".join("-" * size for size in wide))
    return "\n".join("  " + line for line in lines)


class Progress:
    """On a terminal one line that is drawn again; elsewhere a line every tenth part."""

    def __init__(self, what, total):
        self._what, self._total, self._done = what, total, 0
        self._began = self._drawn = time.monotonic()
        self._tenths = 0
        self._lock = threading.Lock()
        self._tty = sys.stderr.isatty()

    def step(self):
        with self._lock:
            self._done += 1
            now = time.monotonic()
            if self._tty and (now - self._drawn > 0.1 or self._done == self._total):
                self._drawn = now
                self._bar(now)
            elif not self._tty and self._total and self._done * 10 // self._total > self._tenths:
                self._tenths = self._done * 10 // self._total
                print(f"{self._what}: {self._done} of {self._total}", file=sys.stderr)

    def end(self):
        if self._tty:
            print(f"\r\x1b[K{self._what}: {self._done} in "
                  f"{time.monotonic() - self._began:.1f} s", file=sys.stderr)

    def _bar(self, now):
        if not self._total:
            print(f"\r\x1b[K{self._what}: {self._done}", end="", file=sys.stderr, flush=True)
            return
        filled = self._done * BAR // self._total
        left = (now - self._began) / self._done * (self._total - self._done)
        print(f"\r\x1b[K{self._what} [{'#' * filled}{'.' * (BAR - filled)}] "
              f"{self._done} of {self._total}, {left:.0f} s left",
              end="", file=sys.stderr, flush=True)
