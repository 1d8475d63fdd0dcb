"""Records in memory, with a journal in a folder: one line a committed transaction, so that a killed
server comes back with what it had answered, and with all or nothing of what it had not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Iterator

Record = dict


class Store:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._tables: dict[str, dict[int, Record]] = {}
        self._last: dict[str, int] = {}
        self._before: dict[tuple[str, int], Record | None] = {}
        path = folder / "journal"
        if path.exists():
            self._load(path)
        self._journal = path.open("a", encoding="utf-8")

    def _load(self, path: Path) -> None:
        whole = 0
        with path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                for model, record, values in json.loads(line):
                    self._put(model, record, values)
                whole += len(line)
        with path.open("rb+") as file:
            file.truncate(whole)

    def _put(self, model: str, record: int, values: Record) -> None:
        self._tables.setdefault(model, {})[record] = values
        self._last[model] = max(record, self._last.get(model, 0))

    def empty(self) -> bool:
        return not self._tables

    def get(self, model: str, record: int) -> Record | None:
        return self._tables.get(model, {}).get(record)

    def all(self, model: str) -> Iterator[Record]:
        return iter(list(self._tables.get(model, {}).values()))

    def insert(self, model: str, values: Record, record: int = 0) -> int:
        record = record or self._last.get(model, 0) + 1
        self._before.setdefault((model, record), None)
        self._put(model, record, {"id": record, **values})
        return record

    def change(self, model: str, record: int, **values) -> None:
        old = self._tables[model][record]
        self._before.setdefault((model, record), old)
        self._tables[model][record] = {**old, **values}

    def commit(self) -> None:
        changed = [[m, r, self._tables[m][r]] for m, r in self._before]
        self._before.clear()
        if changed:
            self._journal.write(json.dumps(changed) + "\n")
            self._journal.flush()

    def rollback(self) -> None:
        for (model, record), old in self._before.items():
            if old is None:
                del self._tables[model][record]
            else:
                self._tables[model][record] = old
        self._before.clear()
