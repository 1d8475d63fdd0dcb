"""Are the records of a topic CloudEvents 1.0, binary mode? Read by kcat, judged here.

usage: cloud_events.py BROKERS TOPIC SCHEMAS

Nothing of Fettle's takes part: kcat reads the records, this follows the CloudEvents specification,
and the data is checked by python3-jsonschema against the published schema that ce_dataschema names.
Prints "events N other N"; a record that breaks a rule ends it with exit status 1.
"""
import json
import pathlib
import re
import subprocess
import sys
from datetime import datetime

from jsonschema import Draft202012Validator as Validator

brokers, topic, published = sys.argv[1:]

schemas = {}
for path in pathlib.Path(published).glob("*/*.json"):
    schema = json.loads(path.read_text())
    schemas[schema["$id"]] = Validator(schema)

# A header's value may hold any byte, so the records are told apart by a line of their own.
MARK = b"\n--5b1f9d27-record--"
read = subprocess.run(
    ["kcat", "-C", "-q", "-b", brokers, "-t", topic, "-o", "beginning", "-e",
     "-f", "%k\\n%S\\n%s\\n%h" + MARK.decode()],
    check=True, capture_output=True, timeout=60).stdout

NAME = re.compile(rb"(?:^|,)(ce_[^=,]*|content-type|fettle_[a-z]+)=")
REQUIRED = {"id", "source", "specversion", "type"}


def headers_of(raw):
    names = list(NAME.finditer(raw))
    ends = [name.start() for name in names[1:]] + [len(raw)]
    found = {}
    for name, end in zip(names, ends):
        key = name.group(1).decode()
        assert key not in found, f"{key} is there twice"
        found[key] = raw[name.end():end]
    return found


def check(key, headers, value):
    # Binding 3.2.1: binary mode is what content-type says is no CloudEvents type.
    assert headers["content-type"] == b"application/json", headers["content-type"]
    attributes = {name[3:]: raw.decode("utf-8") for name, raw in headers.items()
                  if name.startswith("ce_")}
    assert REQUIRED <= attributes.keys(), attributes.keys()
    for name, text in attributes.items():
        assert re.fullmatch("[a-z0-9]+", name), name  # spec 3.1: naming conventions
        assert text or name not in REQUIRED, name
    assert attributes["specversion"] == "1.0"
    datetime.strptime(attributes["time"], "%Y-%m-%dT%H:%M:%S.%fZ")  # RFC 3339
    assert "datacontenttype" not in attributes  # it is content-type in this mode
    assert key.decode() == attributes["partitionkey"]  # binding 3.1
    data = json.loads(value)
    schemas[attributes["dataschema"]].validate(data)
    assert not schemas[attributes["dataschema"]].is_valid([])
    return attributes["source"] + " " + attributes["id"]


events, other = set(), 0
for raw in read.split(MARK)[:-1]:
    key, size, rest = raw.split(b"\n", 2)
    value, headers = rest[:int(size)], headers_of(rest[int(size) + 1:])
    if not any(name.startswith("ce_") for name in headers):
        other += 1  # what is no CloudEvent: a claim
        continue
    identity = check(key, headers, value)
    assert identity not in events, f"source and id are not unique: {identity}"
    events.add(identity)
print("events", len(events), "other", other)
