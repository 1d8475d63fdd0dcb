"""A stand-in for WeChat's mini-program interface, as a process of its own:

    python3 ops/fakes/mini_program --folder DIR

Login codes are "code-NAME…" and phone codes "phone-NUMBER…", each good once. DIR holds what it
knows, so that it may be killed and started again. Tests steer it by /fake/…, see controls.py.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import starting_order  # noqa: E402

if __name__ == "__main__":
    starting_order.main()
