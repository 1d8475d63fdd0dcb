"""A reply on its way out, before a fault may get hold of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass
class Answer:
    status: int
    content_type: str
    body: bytes


def of_json(value: Any, status: int = 200) -> Answer:
    return Answer(status, JSON, json.dumps(value).encode())


def of_html(status: int, text: str) -> Answer:
    return Answer(status, HTML, f"<!DOCTYPE html>\n<title>{status}</title>\n{text}\n".encode())
