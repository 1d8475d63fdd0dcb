"""Commands while the projector folds them and queries are asked."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from measure.contenders import Generated
from measure.rows import wait_for_rows


@dataclass(frozen=True)
class WithoutRows:
    """The same load on a server whose log nobody folds."""

    load: Generated

    def prepare(self, lab):
        self.load.prepare(lab.without_rows)

    def measure(self, lab, seconds, warm_up):
        return self.load.measure(lab.without_rows, seconds, warm_up)


@dataclass(frozen=True)
class Beside:
    """Gives the figures of the commands. It ends when their rows are there, so that what the
    projector still has to do is not taken from the next contender."""

    commands: Generated
    queries: Generated

    def prepare(self, lab):
        self.commands.prepare(lab)

    def measure(self, lab, seconds, warm_up):
        begun, before = time.monotonic(), lab.acknowledged.count
        with ThreadPoolExecutor(1) as others:
            asked = others.submit(self.queries.measure, lab, seconds, warm_up)
            measured = self.commands.measure(lab, seconds, warm_up)
            wait_for_rows(lab, self.commands.acknowledged(lab))
            took = time.monotonic() - begun
            measured["queries"] = asked.result()
        measured["rows"] = {"per_second": (lab.acknowledged.count - before) / took}
        return measured


@dataclass(frozen=True)
class Meanwhile:
    """What a contender before this one has found beside its own figures."""

    contender: str
    what: str

    def prepare(self, lab):
        """It measures nothing by itself."""

    def measure(self, lab, seconds, warm_up):
        return dict(lab.latest[self.contender][self.what])
