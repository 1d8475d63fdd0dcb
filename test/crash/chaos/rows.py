"""The rows of PostgreSQL that the projectors keep, read with psql."""

import json
import subprocess


def read(url, query):
    done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-d", url, "-c",
                           f"SELECT row_to_json(r) FROM ({query}) r"],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def read_rows(url):
    """Stores and bays, by their keys."""
    administrator = url.replace("//fettle@", "//fettle_admin@")  # whom no tenant is hidden from
    stores = read(administrator, "SELECT tenant, id, name, address, version FROM auto.stores")
    bays = read(administrator, "SELECT tenant, store_id, id, name FROM auto.bays")
    return ({(r["tenant"], r["id"]): (r["name"], r["address"], r["version"]) for r in stores},
            {(r["tenant"], r["store_id"], r["id"]): r["name"] for r in bays})
