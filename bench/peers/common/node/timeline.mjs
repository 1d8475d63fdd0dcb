// The read table that every peer projects to: one row for each event, so that a lost one shows.
export const timeline_sql = `CREATE TABLE timeline (
  order_id text, version bigint, part text NOT NULL, price_minor bigint NOT NULL,
  at timestamptz NOT NULL, PRIMARY KEY (order_id, version))`;

const insert = `INSERT INTO timeline
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::timestamptz[])
  ON CONFLICT DO NOTHING`; // all peers deliver at least once

// `entries`: of {stream, version, event}.
export async function addToTimeline(connection, entries) {
  const columns = [
    entries.map((entry) => entry.stream), entries.map((entry) => entry.version),
    entries.map((entry) => entry.event.part), entries.map((entry) => entry.event.price_minor),
    entries.map((entry) => entry.event.at),
  ];
  return connection.query({ name: "add_to_timeline", text: insert, values: columns });
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const first_row_seconds_max = 60; // writers may begin after the subscription

// Until the table holds `events` rows, or has not grown for `idle` seconds after its first row.
export async function untilProjected(pool, { events, idle }) {
  const begun = performance.now();
  let rows = 0, grown = begun;
  for (;;) {
    const seen = Number((await pool.query("SELECT count(*) FROM timeline")).rows[0].count);
    const now = performance.now();
    if (seen > rows) [rows, grown] = [seen, now];
    const patience = rows > 0 ? idle : first_row_seconds_max;
    if (rows >= events || now - grown > patience * 1000) return { operations: rows, seconds: (grown - begun) / 1000 };
    await sleep(Math.min(250, 20 + rows / 1000)); // counting costs, the more the longer the table is
  }
}
