"""What a node said in serve.out: each line has its moment and its level, and each fault is one
line, `who: code (what happened)`."""

import re

LINE = re.compile(r"\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\] \[(info|warning)\] (.*)")
FAULT = re.compile(r"[a-z][^:]*: [a-z0-9]+(_[a-z0-9]+)* \(.*\)")
OF_THE_SETTINGS = "media lie in "  # of no fault: nodes of the chaos test share no object storage


def wrong_lines(text):
    for line in text.splitlines():
        said = LINE.fullmatch(line)
        if said is None:
            yield line
            continue
        level, words = said.groups()
        if level == "warning" and not words.startswith(OF_THE_SETTINGS) \
                and not FAULT.fullmatch(words):
            yield line
