"""The read table that every peer projects to: one row for each event, so that a lost one shows."""
import time

SQL = """CREATE TABLE timeline (
  order_id text, version bigint, part text NOT NULL, price_minor bigint NOT NULL,
  at timestamptz NOT NULL, PRIMARY KEY (order_id, version))"""

# All peers deliver at least once.
INSERT_ONE = "INSERT INTO timeline VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
INSERT_MANY = """INSERT INTO timeline
  SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::bigint[], %s::timestamptz[])
  ON CONFLICT DO NOTHING"""

FIRST_ROW_SECONDS_MAX = 60  # writers may begin after the subscription


def until_projected(connection, options, begun):
    """Until the table holds all events, or has not grown for a while after its first row."""
    rows, grown = 0, begun
    while True:
        seen = connection.execute("SELECT count(*) FROM timeline").fetchone()[0]
        now = time.perf_counter()
        if seen > rows:
            rows, grown = seen, now
        patience = options.idle if rows else FIRST_ROW_SECONDS_MAX
        if rows >= options.events or now - grown > patience:
            return {"operations": rows, "seconds": grown - begun}
        time.sleep(min(0.25, 0.02 + rows / 1e6))  # counting costs, the more the longer it is
