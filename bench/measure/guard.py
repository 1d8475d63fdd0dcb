"""How much of the machine others used meanwhile: what /proc/stat counts, less our own processes."""

import os
import pathlib
import time

FOREIGN_CORES_MAX = 0.12  # beyond it a figure says more about the neighbours than about us
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
SECONDS_MIN = 0.1  # ticks are 10 ms: of a moment they say nothing


def _busy_ticks():
    """Of all cores: user, nice, system, irq, softirq, and steal, which a neighbour VM took."""
    first_line = pathlib.Path("/proc/stat").read_text().partition("\n")[0]
    fields = [int(word) for word in first_line.split()[1:]]
    user, nice, system, _idle, _iowait, irq, softirq, steal = fields[:8]
    return user + nice + system + irq + softirq + steal


def _processes():
    """Parent and ticks of each, those of its ended children included."""
    found = {}
    for folder in pathlib.Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # The name stands in parentheses and may hold anything, so fields count from behind it.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        found[int(folder.name)] = (int(fields[1]), sum(int(ticks) for ticks in fields[11:15]))
    return found


def _own_ticks(roots):
    processes = _processes()
    children = {}
    for process, (parent, _ticks) in processes.items():
        children.setdefault(parent, []).append(process)
    waiting, total = [root for root in roots if root in processes], 0
    while waiting:
        process = waiting.pop()
        total += processes[process][1]
        waiting += children.get(process, [])
    return total


class Watch:
    """Between its making and `foreign_cores`. Ours are this process and all that it started."""

    def __init__(self, more_roots=()):
        self._roots = (os.getpid(), *more_roots)
        self._begun = time.monotonic(), _busy_ticks(), _own_ticks(self._roots)

    def foreign_cores(self):
        begun, busy, own = self._begun
        seconds = time.monotonic() - begun
        if seconds < SECONDS_MIN:
            return 0
        foreign = (_busy_ticks() - busy) - (_own_ticks(self._roots) - own)
        return max(foreign, 0) / TICKS_A_SECOND / seconds
