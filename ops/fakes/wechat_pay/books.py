"""Orders, refunds and callbacks, kept through a kill."""
import pathlib

from common.store import Store

TABLES = """
CREATE TABLE IF NOT EXISTS orders (
  out_trade_no TEXT PRIMARY KEY, content TEXT NOT NULL, prepay_id TEXT NOT NULL,
  state TEXT NOT NULL, total INTEGER NOT NULL, openid TEXT NOT NULL, description TEXT NOT NULL,
  attach TEXT, notify_url TEXT NOT NULL, transaction_id TEXT UNIQUE, paid_at TEXT);
CREATE TABLE IF NOT EXISTS refunds (
  out_refund_no TEXT PRIMARY KEY, content TEXT NOT NULL, refund_id TEXT NOT NULL UNIQUE,
  out_trade_no TEXT NOT NULL, refund INTEGER NOT NULL, status TEXT NOT NULL,
  notify_url TEXT, made_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS callbacks (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, event_type TEXT NOT NULL,
  plain TEXT NOT NULL, notify_url TEXT NOT NULL, due REAL NOT NULL, tries INTEGER NOT NULL,
  last_status INTEGER, ended TEXT);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS calls (
  name TEXT NOT NULL, about TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (name, about));
"""


class Books(Store):
    def __init__(self, folder: pathlib.Path) -> None:
        super().__init__(folder / "books.sqlite", TABLES)

    def order(self, out_trade_no: str) -> dict | None:
        return self.one("SELECT * FROM orders WHERE out_trade_no = ?", out_trade_no)

    def refund(self, out_refund_no: str) -> dict | None:
        return self.one("SELECT * FROM refunds WHERE out_refund_no = ?", out_refund_no)

    def refunded(self, out_trade_no: str) -> int:
        row = self.one("SELECT coalesce(sum(refund), 0) AS fen FROM refunds"
                       " WHERE out_trade_no = ?", out_trade_no)
        return row["fen"]

    def count(self, name: str, about: str) -> None:
        self.all("INSERT INTO calls VALUES (?, ?, 1)"
                 " ON CONFLICT (name, about) DO UPDATE SET count = count + 1", name, about)

    def setting(self, name: str, default: int) -> int:
        row = self.one("SELECT value FROM settings WHERE name = ?", name)
        return default if row is None else row["value"]

    def set(self, name: str, value: int) -> None:
        self.all("INSERT INTO settings VALUES (?, ?)"
                 " ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
