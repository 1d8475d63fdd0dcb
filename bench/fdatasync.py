"""How often a second the disk takes 4 KiB durably, overwriting a file that was filled before."""

import os
import sys
import time

BLOCK, BLOCKS, SECONDS = 4096, 4096, 3

file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
os.write(file, bytes(BLOCK * BLOCKS))
os.fsync(file)
begun, done = time.monotonic(), 0
while time.monotonic() - begun < SECONDS:
    os.pwrite(file, os.urandom(BLOCK), BLOCK * (done % BLOCKS))
    os.fdatasync(file)
    done += 1
print(round(done / (time.monotonic() - begun)))
