"""How often a second the disk takes 4 KiB durably, overwriting a file that was filled before.

  bench/fdatasync.py FILE [SECONDS]     prints that, and p50 and p99 of one in milliseconds
"""

import os
import sys
import time

BLOCK, BLOCKS = 4096, 4096

seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 3
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
os.write(file, bytes(BLOCK * BLOCKS))
os.fsync(file)
took = []
begun = before = time.perf_counter()
while before - begun < seconds:
    os.pwrite(file, os.urandom(BLOCK), BLOCK * (len(took) % BLOCKS))
    os.fdatasync(file)
    now = time.perf_counter()
    took.append(now - before)
    before = now
took.sort()
p50, p99 = (1000 * took[int(part * len(took))] for part in (0.5, 0.99))
print(f"{len(took) / (before - begun):.0f} {p50:.4f} {p99:.4f}")
