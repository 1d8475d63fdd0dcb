"""Starts what a bench runs, and ends it again."""

import contextlib
import subprocess
import sys
import time

START_SECONDS_MAX = 60


class Failed(Exception):
    """The bench itself cannot go on, or has found that something is wrong."""


class Missing(Failed):
    """What it needs cannot be had on this machine."""


def run(command, **options):
    """Its standard output. Whatever else it says is for people."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True,
                          **options)
    if done.returncode != 0:
        sys.stderr.write(done.stdout[-2000:])
        raise Failed(f"{command[0]} ended with {done.returncode}: {' '.join(map(str, command))}")
    return done.stdout


@contextlib.contextmanager
def started(command, **options):
    """Ended by SIGTERM when the block is left, and by force when that does not help."""
    process = subprocess.Popen([str(word) for word in command], **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(ready, process, what):
    end = time.monotonic() + START_SECONDS_MAX
    while not ready():
        if process.poll() is not None:
            raise Failed(f"{what} ended with {process.returncode}")
        if time.monotonic() > end:
            raise Failed(f"{what} is not ready after {START_SECONDS_MAX} s")
        time.sleep(0.01)
