"""The order of one tenant as the log has it, and what was true in it when."""

from dataclasses import dataclass, field

FOREVER = float("inf")


@dataclass
class Store:
    name: str
    address: str | None
    version: int
    changed: list = field(default_factory=list)  # when it reached version 1, 2, …
    bays: dict = field(default_factory=dict)  # id → (name, when it was added)

    def since(self, version):
        """From when on it had it; a version that it never had: never."""
        return self.changed[version - 1] if 0 < version <= len(self.changed) else FOREVER


class Tenant:
    """Stores and bays folded from the log."""

    def __init__(self):
        self.stores = {}
        self.keys = {}  # command key → when it was appended

    def fold(self, commit):
        if commit.key:
            self.keys.setdefault(commit.key, commit.time)
        for event in commit.events:
            kind, _, name = event.subject.partition("/")
            if kind == "store":
                self.fold_event(name, event, commit.time)

    def fold_event(self, name, event, time):
        if event.type == "StoreCreated":
            self.stores[name] = Store(event.data["name"], event.data.get("address"), 0)
        store = self.stores.get(name)
        if store is None:
            return
        store.version = event.sequence
        store.changed.append(time)
        if event.type == "StoreEdited":
            store.name, store.address = event.data["name"], event.data.get("address")
        if event.type == "BayAdded":
            store.bays[event.data["bay"]] = (event.data["name"], time)

    # Each tells whether it was so at some moment from `begin` to `end`.

    def had_store(self, name, begin, end):
        del begin  # nothing ever goes away
        return name in self.stores and self.stores[name].since(1) <= end

    def had_no_store(self, name, begin, end):
        del end
        return name not in self.stores or self.stores[name].since(1) >= begin

    def had_bay(self, name, bay, begin, end):
        del begin
        return name in self.stores and self.stores[name].bays.get(bay, ("", FOREVER))[1] <= end

    def had_another_version(self, name, version, begin, end):
        if name not in self.stores:
            return True
        store = self.stores[name]
        return store.since(version) >= begin or store.since(version + 1) <= end


def fold_tenants(commits):
    tenants = {}
    for commit in commits:
        tenants.setdefault(commit.tenant, Tenant()).fold(commit)
    return tenants
