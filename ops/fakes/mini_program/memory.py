"""Codes, tokens, consents and messages, kept through a kill."""
import pathlib
import secrets
import time

from common.store import Store

TABLES = """
CREATE TABLE IF NOT EXISTS used_codes (code TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS tokens (
  number INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL, ends REAL NOT NULL,
  good INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS calls (name TEXT PRIMARY KEY, count INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS consents (
  openid TEXT NOT NULL, template_id TEXT NOT NULL, left_over INTEGER NOT NULL,
  PRIMARY KEY (openid, template_id));
CREATE TABLE IF NOT EXISTS messages (
  msgid INTEGER PRIMARY KEY AUTOINCREMENT, openid TEXT NOT NULL, template_id TEXT NOT NULL,
  page TEXT, data TEXT NOT NULL);
"""
TOKEN_SECONDS = 7200


class Memory(Store):
    def __init__(self, folder: pathlib.Path) -> None:
        super().__init__(folder / "memory.sqlite", TABLES)

    def count(self, name: str) -> None:
        self.all("INSERT INTO calls VALUES (?, 1)"
                 " ON CONFLICT (name) DO UPDATE SET count = count + 1", name)

    def use_up(self, code: str) -> bool:
        if self.one("SELECT * FROM used_codes WHERE code = ?", code):
            return False
        self.insert("used_codes", {"code": code})
        return True

    def token(self, force: bool) -> dict:
        """The stable one: the same until it ends, or until another is forced."""
        row = self.one("SELECT * FROM tokens WHERE ends > ? ORDER BY number DESC LIMIT 1",
                       time.time())
        if row is None or force:
            self.insert("tokens", {"token": secrets.token_hex(32), "good": 1,
                                   "ends": time.time() + TOKEN_SECONDS})
            row = self.one("SELECT * FROM tokens ORDER BY number DESC LIMIT 1")
        return row

    def is_good(self, token: str) -> bool:
        row = self.one("SELECT * FROM tokens WHERE token = ? AND good = 1 AND ends > ?", token,
                       time.time())
        return row is not None

    def take_consent(self, openid: str, template_id: str) -> bool:
        where = "WHERE openid = ? AND template_id = ? AND left_over > 0"
        if not self.one(f"SELECT * FROM consents {where}", openid, template_id):
            return False
        self.all(f"UPDATE consents SET left_over = left_over - 1 {where}", openid, template_id)
        return True
