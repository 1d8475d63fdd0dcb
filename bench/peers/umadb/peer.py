"""UmaDB: its own server, with its own log of events, reached by gRPC. A stream is a tag; the
version that is expected is the position behind which nothing of the tag may lie."""
import json
import pathlib
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common/python"))
import peer  # noqa: E402
import timeline  # noqa: E402
import work_order  # noqa: E402
from closed_loop import ClosedLoop  # noqa: E402

import psycopg  # noqa: E402
import umadb  # noqa: E402

SOURCE_SQL = "CREATE TABLE source_position (position bigint NOT NULL)"


def query(stream):
    return umadb.Query([umadb.QueryItem(tags=[stream])])


class UmaDB:
    version = "0.7.8"

    def __init__(self, options):
        self.options = options
        self.local = threading.local()

    def client(self):
        """One a thread."""
        if not hasattr(self.local, "client"):
            self.local.client = umadb.Client(self.options.store)
        return self.local.client

    def server(self):
        umadb.run_server_from_args(["umadb", "--listen", f"127.0.0.1:{self.options.port}",
                                    "--db-path", self.options.folder])

    def connection(self):
        return psycopg.connect(self.options.url, autocommit=True)

    def prepare(self):
        with self.connection() as connection:
            connection.execute(timeline.SQL)
            connection.execute(SOURCE_SQL)

    def count(self):
        """Of events that can be read: positions could have gaps."""
        response = self.client().read()
        return sum(len(batch) for batch in iter(response.next_batch, []))

    def write(self, stream, after, count):
        event = umadb.Event(self.options.event["event"], self.options.text.encode(), [stream])
        return self.client().append([event] * count, umadb.AppendCondition(query(stream), after))

    def loop(self, **bounds):
        return ClosedLoop(self.options.clients, warm=self.options.warm, **bounds)

    def fill(self):
        take = work_order.filled(
            lambda stream: self.write(stream, None, work_order.EVENTS_OF_A_STREAM))
        return self.loop(seconds=float("inf"), limit=self.options.streams).run(take)

    def append(self):
        """A client knows how far it has seen its stream from its own append before."""
        seen = {}

        def append_to(stream, version):
            client = stream.partition("x")[0]
            seen[client] = self.write(stream, seen[client] if version else None, 1)
        return self.loop(**work_order.bounds(self.options)).run(work_order.appended(append_to))

    def conflict(self):
        self.write("c", None, 1)
        return work_order.refused(lambda: self.write("c", None, 1))

    def decide(self):
        def fit_one_more(stream):
            events, head = self.client().read(query(stream)).collect_with_head()
            charged = sum(work_order.charged(json.loads(one.event.data)) for one in events)
            work_order.check(charged, self.options.event)
            self.write(stream, head, 1)
        return self.loop(seconds=self.options.seconds, limit=self.options.streams).run(
            work_order.filled(fit_one_more))

    def subscribe(self, ended):
        """Rows and position in one transaction; there is no version of a stream, so its position
        stands for it."""
        with self.connection() as connection:
            position = connection.execute("SELECT max(position) FROM source_position").fetchone()[0]
            subscription = self.client().subscribe(after=position)
            for batch in iter(subscription.next_batch, []):
                rows = [(one.event.tags[0], one.position, json.loads(one.event.data))
                        for one in batch]
                columns = [list(column) for column in zip(*(
                    (tag, at, part["part"], part["price_minor"], part["at"])
                    for tag, at, part in rows))]
                with connection.transaction():
                    connection.execute(timeline.INSERT_MANY, columns)
                    connection.execute("DELETE FROM source_position")
                    connection.execute("INSERT INTO source_position VALUES (%s)",
                                       (batch[-1].position,))
                if ended.is_set():
                    return

    def project(self):
        begun = time.perf_counter()
        ended = threading.Event()
        threading.Thread(target=self.subscribe, args=(ended,), daemon=True).start()
        with self.connection() as connection:
            result = timeline.until_projected(connection, self.options, begun)
        ended.set()
        return result

    def rebuild(self):
        with self.connection() as connection:
            connection.execute("TRUNCATE timeline, source_position")
        return self.project()


if __name__ == "__main__":
    peer.main(UmaDB)
