"""The Python library eventsourcing on Postgres: its aggregates, its repository, its projection.
By default an append locks the table; with --functions yes it is one call of a function, which does
not."""
import pathlib
import sys
import time
import uuid
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common/python"))
import peer  # noqa: E402
import timeline  # noqa: E402
import work_order  # noqa: E402
from closed_loop import ClosedLoop  # noqa: E402

import psycopg  # noqa: E402
from eventsourcing.application import Application  # noqa: E402
from eventsourcing.domain import Aggregate, event  # noqa: E402
from eventsourcing.persistence import InfrastructureFactory  # noqa: E402
from eventsourcing.postgres import PostgresTrackingRecorder  # noqa: E402
from eventsourcing.projection import Projection, ProjectionRunner  # noqa: E402
from eventsourcing.utils import Environment  # noqa: E402

SPACE = uuid.UUID("6f1c2f5e-0d0b-4c55-9a51-0c6f3c0f5a01")


class WorkOrder(Aggregate):
    @staticmethod
    def create_id(name):
        return uuid.uuid5(SPACE, name)

    @event("Opened")
    def __init__(self, name, part):
        self.charged_minor = work_order.charged(part)

    @event("PartFitted")
    def fitted(self, part):
        self.charged_minor += work_order.charged(part)

    def fit(self, part):
        work_order.check(self.charged_minor, part)
        self.fitted(part=part)


class WorkOrders(Application):
    pass


class TimelineView(PostgresTrackingRecorder):
    """Row and position are one transaction for each event: the library projects one by one."""

    def add(self, row, tracking):
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(timeline.INSERT_ONE, row, prepare=True)


class Timeline(Projection[TimelineView]):
    name = "timeline_projection"

    def process_event(self, domain_event, tracking):
        part = domain_event.part
        self.view.add((str(domain_event.originator_id), domain_event.originator_version,
                       part["part"], part["price_minor"], part["at"]), tracking)


class Eventsourcing:
    version = "9.5.6"

    def __init__(self, options):
        self.options = options
        address = urlsplit(options.url)
        self.settings = {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": address.path[1:], "POSTGRES_USER": address.username,
            "POSTGRES_HOST": parse_qs(address.query)["host"][0],
            "POSTGRES_PASSWORD": "none",  # it wants one; the socket's folder is the guard
            "POSTGRES_POOL_SIZE": str(options.clients), "POSTGRES_MAX_OVERFLOW": "4",
            "POSTGRES_ENABLE_DB_FUNCTIONS": options.functions or "no",
            # Two that look for their tables at once trip over each other.
            "CREATE_TABLE": "yes" if options.action == "prepare" else "no",
        }
        self.app = WorkOrders(env=self.settings)

    def connection(self):
        return psycopg.connect(self.options.url, autocommit=True)

    def prepare(self):
        environment = Environment(Timeline.name, self.settings)
        InfrastructureFactory.construct(environment).tracking_recorder(TimelineView)
        with self.connection() as connection:
            connection.execute(timeline.SQL)

    def count(self):
        with self.connection() as connection:
            return connection.execute("SELECT count(*) FROM workorders_events").fetchone()[0]

    def loop(self, **bounds):
        return ClosedLoop(self.options.clients, warm=self.options.warm, **bounds)

    def fill(self):
        def save_ten(stream):
            order = WorkOrder(name=stream, part=self.options.event)
            for _ in range(work_order.EVENTS_OF_A_STREAM - 1):
                order.fit(self.options.event)
            self.app.save(order)
        take = work_order.filled(save_ten)
        return self.loop(seconds=float("inf"), limit=self.options.streams).run(take)

    def append(self):
        """A client keeps its order, and so the version that it saves on."""
        orders = {}

        def append_to(stream, version):
            client = stream.partition("x")[0]
            if version == 0:
                orders[client] = WorkOrder(name=stream, part=self.options.event)
            else:
                orders[client].fit(self.options.event)
            self.app.save(orders[client])
        return self.loop(**work_order.bounds(self.options)).run(work_order.appended(append_to))

    def conflict(self):
        self.app.save(WorkOrder(name="c", part=self.options.event))
        return work_order.refused(
            lambda: self.app.save(WorkOrder(name="c", part=self.options.event)))

    def decide(self):
        def fit_one_more(stream):
            order = self.app.repository.get(WorkOrder.create_id(stream))
            order.fit(self.options.event)
            self.app.save(order)
        return self.loop(seconds=self.options.seconds, limit=self.options.streams).run(
            work_order.filled(fit_one_more))

    def project(self):
        begun = time.perf_counter()
        runner = ProjectionRunner(application_class=WorkOrders, projection_class=Timeline,
                                  view_class=TimelineView, env=self.settings)
        with runner, self.connection() as connection:
            return timeline.until_projected(connection, self.options, begun)

    def rebuild(self):
        with self.connection() as connection:
            connection.execute("TRUNCATE timeline, timeline_projection_tracking")
        return self.project()


if __name__ == "__main__":
    peer.main(Eventsourcing)
