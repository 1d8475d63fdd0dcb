"""What a stand-in remembers, also after it was killed: one SQLite file."""
import pathlib
import sqlite3
import threading


class Store:
    """Any thread; each statement is a transaction, and so is all inside `with store.lock`."""

    def __init__(self, path: pathlib.Path, tables: str) -> None:
        self.lock = threading.RLock()
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.row_factory = sqlite3.Row
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=NORMAL")
        self._file.executescript(tables)

    def all(self, statement: str, *values: object) -> list[dict]:
        with self.lock:
            return [dict(row) for row in self._file.execute(statement, values).fetchall()]

    def one(self, statement: str, *values: object) -> dict | None:
        rows = self.all(statement, *values)
        return rows[0] if rows else None

    def insert(self, table: str, row: dict) -> None:
        names = ", ".join(row)
        marks = ", ".join("?" for _ in row)
        self.all(f"INSERT INTO {table} ({names}) VALUES ({marks})", *row.values())
