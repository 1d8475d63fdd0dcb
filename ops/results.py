#!/usr/bin/env python3
"""Reads what the test programs wrote: doctest's XML and, beside it, the program's exit status.

    ops/results.py FOLDER     prints each failure, then "<passed> <failed>"

A program that ended inside a test, or with an error though all its tests passed (a sanitizer's
report at the end, say), counts as one failure more.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml
from dataclasses import dataclass, field


@dataclass
class Test:
    program: str
    name: str
    passed: bool
    complaints: list[str] = field(default_factory=list)


def complaint(element):
    place = f"{element.get('filename')}:{element.get('line')}"
    texts = [f"{part.tag}: {' '.join(part.text.split())}" for part in element if part.text]
    kind = element.get("type") or element.tag
    return "\n    ".join([f"{place} {kind}", *texts])


def test_of(program, element):
    result = element.find("OverallResultsAsserts")
    passed = result is not None and result.get("test_case_success") == "true"
    wanted = ("Expression", "Exception", "Message")
    complaints = [complaint(part) for part in element.iter() if part.tag in wanted]
    return Test(program, element.get("name"), passed, complaints)


def tests_of(program, text):
    """All tests that were run; one that never ended has failed."""
    parser = xml.XMLPullParser(events=("start", "end"))
    tests, running = [], None
    try:
        parser.feed(text)
        parser.close()
        broken = None
    except xml.ParseError as error:
        broken = str(error)
    for event, element in parser.read_events():
        if element.tag != "TestCase" or element.get("skipped"):
            continue
        running = element.get("name") if event == "start" else None
        if event == "end":
            tests.append(test_of(program, element))
    if broken or running:
        name = running or "the program's end"
        tests.append(Test(program, name, False, ["the program ended here"]))
    return tests


def clean(data):
    """Tests of bad input may print bytes that XML cannot hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?",
                  data.decode("utf-8", errors="replace"))


def read_program(file):
    tests = tests_of(file.stem, clean(file.read_bytes()))
    status_file = file.with_suffix(".exit")
    status = int(status_file.read_text()) if status_file.exists() else 0
    if status != 0 and all(test.passed for test in tests):
        tests.append(Test(file.stem, "the program's end", False, [f"exit status {status}"]))
    return tests


def read(folder):
    """The tests of every program that left its results somewhere under the folder."""
    return [test for file in sorted(pathlib.Path(folder).rglob("*.xml"))
            for test in read_program(file)]


def main(folder):
    tests = read(folder)
    failed = [test for test in tests if not test.passed]
    for test in failed:
        print(f"FAILED {test.program}: {test.name}", *test.complaints, sep="\n  ", file=sys.stderr)
    print(len(tests) - len(failed), len(failed))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    main(sys.argv[1])
