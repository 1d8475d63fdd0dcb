"""What a process takes of the machine: memory, and time of its cores."""

import pathlib
import re
import time

SETTLE_SECONDS_MAX = 60
SETTLED_CORES_MAX = 0.05  # work that a load has left behind takes more


def resident(process):
    """In MB as the kernel counts them (KiB): all of it, what no file backs, and the most ever."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()

    def megabytes(field):
        return int(re.search(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE).group(1)) / 1000

    return {"megabytes": megabytes("VmRSS"), "megabytes_anonymous": megabytes("RssAnon"),
            "megabytes_most": megabytes("VmHWM")}


def _seconds_used(process):
    """Its CPU clock, in nanoseconds where /proc counts ticks: see clock_getcpuclockid(3)."""
    return time.clock_gettime(~process.pid << 3 | 2)


def cores_used(process, seconds):
    """Of the cores, while that many seconds pass."""
    begun, used = time.monotonic(), _seconds_used(process)
    time.sleep(seconds)
    return (_seconds_used(process) - used) / (time.monotonic() - begun)


def settle(process):
    """Waits until what runs behind the last command has come to its end, or for long enough."""
    end = time.monotonic() + SETTLE_SECONDS_MAX
    while cores_used(process, 0.5) > SETTLED_CORES_MAX and time.monotonic() < end:
        pass
