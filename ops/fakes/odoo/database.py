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
        self._calls = {by: Counter() for by in ("json_rpc", "json_2")}  # by model and method
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
        named = dict(named)
        context = named.pop("context", None) or {}

        def work(env: Environment) -> Any:
            self._calls[by][f"{model}.{method}"] += 1
            return methods.call(env, model, method, args, named)

        return self.transact(work, context)

    def counts(self) -> dict:
        """`calls` that came so far, by transport, then by model and method; `changes`: those of
        them that were to change something, by method."""
        changes: Counter[str] = Counter()
        for calls in self._calls.values():
            for name, times in calls.items():
                method = name.rpartition(".")[2]
                if method not in _READING:
                    changes[method] += times
        return {"calls": {by: dict(calls) for by, calls in self._calls.items()},
                "changes": changes}

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
