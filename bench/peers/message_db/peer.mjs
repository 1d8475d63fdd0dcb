// Message DB: its functions in Postgres, called by node-postgres. A category is written by one at a
// time, so more of them (--categories) is what it scales by.
import { randomUUID } from "node:crypto";
import { execFileSync } from "node:child_process";
import { main } from "../common/node/peer.mjs";
import { addToTimeline, timeline_sql, untilProjected } from "../common/node/timeline.mjs";
import { decide, evolve, start } from "../common/node/work_order.mjs";

const write = { name: "write",
                text: "SELECT write_message($1, $2, $3, $4::jsonb, NULL, $5::bigint)" };
const read = { name: "read", text: "SELECT data FROM get_stream_messages($1, 0, -1)" };
const read_category = { name: "read_category", text: `SELECT stream_name, position, global_position,
  data FROM get_category_messages($1, $2, $3)` };
// Where a consumer's position is kept is the consumer's business; here beside its rows.
const positions_sql = `CREATE TABLE consumer_positions (
  category text PRIMARY KEY, position bigint NOT NULL)`;
const keep_position = { name: "keep_position", text: `INSERT INTO consumer_positions VALUES ($1, $2)
  ON CONFLICT (category) DO UPDATE SET position = EXCLUDED.position` };

const batch_default = 1000; // of get_category_messages
const poll_ms = 100; // of Eventide's consumers

// Its installer is told by libpq's environment where the database is.
function install(home, url) {
  const address = new URL(url.replace("@/", "@socket/"));
  execFileSync(`${home}/node_modules/@eventide/message-db/database/install.sh`, {
    env: { ...process.env, CREATE_DATABASE: "off", DATABASE_NAME: address.pathname.slice(1),
           PGHOST: address.searchParams.get("host") ?? address.hostname,
           PGPORT: address.port || "5432", PGUSER: address.username,
           PGOPTIONS: "-c client_min_messages=error" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

main("1.3.1", (options) => {
  const pool = new (options.require("pg").Pool)({
    connectionString: options.url, max: Math.max(options.clients, options.categories),
    options: "-c search_path=message_store,public" });
  const categories = Array.from({ length: options.categories }, (_, i) => `workOrder${i}`);

  // Always the same one for a stream.
  function named(stream) {
    let sum = 0;
    for (let i = 0; i < stream.length; ++i) sum = (sum * 31 + stream.charCodeAt(i)) % 65521;
    return `${categories[sum % categories.length]}-${stream}`;
  }

  // There is one function for one message, so several are a transaction of ours.
  async function append(stream, version, events) {
    const name = named(stream);
    const values = (event, i) => [randomUUID(), name, event.event, JSON.stringify(event),
                                  version + i - 1];
    if (events.length === 1) return pool.query({ ...write, values: values(events[0], 0) });
    const connection = await pool.connect();
    try {
      await connection.query("BEGIN");
      for (const [i, event] of events.entries())
        await connection.query({ ...write, values: values(event, i) });
      await connection.query("COMMIT");
    } finally {
      connection.release();
    }
  }

  async function decideOn(stream, event) {
    const { rows } = await pool.query({ ...read, values: [named(stream)] });
    const state = rows.map((row) => JSON.parse(row.data)).reduce(evolve, start());
    return append(stream, rows.length, [decide(state, event)]);
  }

  // One batch of a category, rows and position in one transaction.
  async function projectBatch(connection, category, from) {
    const limit = options.batch || batch_default;
    const { rows } = await connection.query({ ...read_category, values: [category, from, limit] });
    if (rows.length === 0) return from;
    const next = Number(rows.at(-1).global_position) + 1;
    await connection.query("BEGIN");
    await addToTimeline(connection, rows.map((row) => ({
      stream: row.stream_name, version: row.position, event: JSON.parse(row.data) })));
    await connection.query({ ...keep_position, values: [category, next] });
    await connection.query("COMMIT");
    return next;
  }

  async function project() {
    let ended = false;
    const consumers = categories.map(async (category) => {
      const connection = await pool.connect();
      for (let position = 1; !ended;) {
        const next = await projectBatch(connection, category, position);
        if (next === position) await new Promise((resolve) => setTimeout(resolve, poll_ms));
        position = next;
      }
      connection.release();
    });
    const watcher = new (options.require("pg").Pool)({ connectionString: options.url, max: 1 });
    const result = await untilProjected(watcher, options);
    ended = true;
    await Promise.all(consumers);
    await watcher.end();
    return result;
  }

  return {
    async prepare() {
      install(options.installed, options.url);
      await pool.query(`SET search_path = public; ${timeline_sql}; ${positions_sql}`);
    },
    append,
    decide: decideOn,
    project,
    async rebuild() {
      await pool.query("TRUNCATE timeline, consumer_positions");
      return project();
    },
    count: async () => Number((await pool.query("SELECT count(*) FROM messages")).rows[0].count),
    close: () => pool.end(),
  };
});
