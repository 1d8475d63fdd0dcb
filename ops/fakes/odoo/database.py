"""One database: who may call it, and each call as one transaction that is kept or not at all."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any

import errors
import methods
from environment import Environment
from store import Store
from versions import Version


_READING = ("search_read", "read", "fields_get", "context_get")


@dataclass(frozen=True)
class Account:
    database: str = "shop"
    login: str = "fettle"
    password: str = "fettle"
    key: str = "0123456789abcdef0123456789abcdef01234567"
    user: int = 2


class Database:
    def __init__(self, version: Version, store: Store, account: Account, plain_user: bool) -> None:
        self.version = version
        self.store = store
        self.account = account
        self.requests = 0  # of any kind, as the door counts them
        self.calls = 0
        self.changes: dict[str, int] = {}  # calls that were to change something, by method
        self.calls_of: Counter[str] = Counter()  # by model and method
        self.calls_by: Counter[str] = Counter()  # by transport
        self._plain_user = plain_user
        self._lock = threading.Lock()

    def authenticate(self, database: str, login: str, secret: str) -> int | bool:
        self._check_database(database)
        fits = login == self.account.login and secret in (self.account.password, self.account.key)
        return self.account.user if fits else False

    def check_user(self, database: str, user: int, secret: str) -> None:
        self._check_database(database)
        if user != self.account.user or secret not in (self.account.password, self.account.key):
            raise errors.access_denied()

    def _check_database(self, database: str) -> None:
        if database != self.account.database:
            raise errors.no_database(database)

    def call(self, by: str, model: str, method: str, args: list, named: dict[str, Any]) -> Any:
        """`by`: the transport that it came over."""
        self.calls += 1
        if method not in _READING:
            self.changes[method] = self.changes.get(method, 0) + 1
        self.calls_of[f"{model}.{method}"] += 1
        self.calls_by[by] += 1
        named = dict(named)
        context = named.pop("context", None) or {}
        return self.transact(lambda env: methods.call(env, model, method, args, named), context)

    def transact(self, work: Any, context: dict) -> Any:
        with self._lock:
            env = Environment(self.version, self.store, context, self._plain_user)
            try:
                result = work(env)
                self.store.commit()
                return result
            except BaseException:
                self.store.rollback()
                raise
