"""What a method works with: the records, the version, the caller's context."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any

import domain as domains
import errors
import schema
from store import Record, Store
from versions import Version


@dataclass(frozen=True)
class Environment:
    version: Version
    store: Store
    context: dict = field(default_factory=dict)
    plain_user: bool = False

    def with_context(self, context: dict) -> Environment:
        return replace(self, context={**self.context, **context})

    def now(self) -> str:
        return datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")

    def get(self, model: str, record: int) -> Record:
        found = self.store.get(model, record)
        if found is None:
            raise errors.missing_error(model, record)
        return found

    def where(self, model: str, **values: Any) -> list[Record]:
        wanted = values.items()
        return [r for r in self.store.all(model) if all(r.get(k, False) == v for k, v in wanted)]

    def search(self, model: str, domain: list) -> list[Record]:
        known = schema.fields_of(self.version, model) or {}
        for term in domain:
            if not isinstance(term, str) and term[0] != "id" and term[0] not in known:
                raise errors.unknown_field(model, term[0])
        if "active" in known and all(term[0] != "active" for term in domain):
            domain = [*domain, ["active", "=", True]]
        return [
            record for record in self.store.all(model)
            if domains.fits(lambda name, of=record: of.get(name, False), domain)
        ]
