"""Each stand-in of ops/fakes as a command line."""

import pathlib
import sys

FAKES = pathlib.Path(__file__).resolve().parents[2] / "fakes"
FOLDERS = {"pay": "wechat_pay", "mini": "mini_program", "odoo": "odoo"}


def words(name, folder, port=0, control_port=0, more=()):
    """Port 0: any that is free. Only Odoo's has a side door for tests at a port of its own."""
    control = ["--control-port", str(control_port)] if name == "odoo" else []
    return [sys.executable, "-B", str(FAKES / FOLDERS[name]), "--folder", str(folder),
            "--port", str(port), *control, *more]
