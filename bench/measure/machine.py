"""What a figure was measured on and with: it means nothing without."""

import os
import pathlib
import platform
import re
import subprocess

PACKAGES = ("libboost1.81-dev", "librocksdb7.8", "libsimdjson14", "libfmt9", "librdkafka1", "wrk")


def _output(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _first(pattern, path):
    try:
        found = re.search(pattern, pathlib.Path(path).read_text(), re.MULTILINE)
    except OSError:
        return ""
    return found.group(1).strip() if found else ""


def _packages():
    lines = _output("dpkg-query", "-W", "-f", "${Package} ${Version}\n", *PACKAGES)
    # Those that are not there make the whole query fail, so each is asked alone then.
    if not lines:
        lines = "\n".join(_output("dpkg-query", "-W", "-f", "${Package} ${Version}\n", package)
                          for package in PACKAGES)
    return dict(line.split() for line in lines.splitlines() if line)


def _disk(folder):
    source, kind, options = (_output("findmnt", "-no", "SOURCE,FSTYPE,OPTIONS", "-T", str(folder))
                             .split() + ["", "", ""])[:3]
    device = pathlib.Path(source).name
    cache = _first(r"(.*)", f"/sys/block/{device}/queue/write_cache")
    return {"filesystem": kind, "options": options, "write_cache": cache or "unknown"}


def describe(root, build, data):
    """`data`: the folder of the logs, whose disk counts."""
    kib = int(_first(r"MemTotal:\s+(\d+)", "/proc/meminfo") or 0)
    return {
        "cpu": _first(r"model name\s*:\s*(.*)", "/proc/cpuinfo") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "hypervisor": _output("systemd-detect-virt", "--vm") or "unknown",
        "memory_gib": round(kib / 2**20, 1),
        "kernel": platform.release(),
        "disk": _disk(data),
        "commit": _output("git", "-C", str(root), "describe", "--always", "--dirty"),
        "flags": _first(r"^CMAKE_CXX_FLAGS:STRING=(.*)", build / "CMakeCache.txt"),
        "sanitizers": _first(r"^FETTLE_SANITIZE:STRING=(.*)", build / "CMakeCache.txt"),
        "compiler": _output("c++", "--version").split("\n")[0],
        "packages": _packages(),
    }
