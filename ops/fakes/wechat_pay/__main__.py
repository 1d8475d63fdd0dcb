"""A stand-in for WeChat Pay v3, as a process of its own:  python3 ops/fakes/wechat_pay --folder DIR

It checks our signatures and makes its own with the openssl command line. DIR holds all it knows,
so that it may be killed and started again; DIR/merchant is what a merchant is given: key.pem and
account.json. Tests steer it by /fake/…, see controls.py.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import starting_order  # noqa: E402

if __name__ == "__main__":
    starting_order.main()
