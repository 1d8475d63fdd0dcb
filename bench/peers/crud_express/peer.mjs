// Hand-written CRUD on Postgres by node-postgres, and behind Express: a version check, an outbox row
// and the answer for whoever asks again, in one transaction of six statements (seven with a load).
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { main } from "../common/node/peer.mjs";
import { addToTimeline, timeline_sql, untilProjected } from "../common/node/timeline.mjs";
import { decide, evolve, start } from "../common/node/work_order.mjs";

const statement = (name, text) => ({ name, text });
const asked = statement("asked", "SELECT answer FROM idempotency WHERE key = $1");
const load = statement("load", "SELECT version, state FROM work_orders WHERE id = $1");
const open = statement("open", "INSERT INTO work_orders (id, version, state) VALUES ($1, $2, $3)");
const change = statement("change", `UPDATE work_orders
  SET version = $2, state = $3, changed_at = now() WHERE id = $1 AND version = $4`);
const announce = statement("announce", `INSERT INTO outbox (order_id, version, event)
  SELECT $1, $2 + ordinality - 1, value FROM jsonb_array_elements($3) WITH ORDINALITY`);
const answer = statement("answer", "INSERT INTO idempotency (key, answer) VALUES ($1, $2)");
// Rows that others have not committed yet are no gap: they wait, and are found by a later look.
const waiting = statement("waiting", `SELECT id, order_id AS stream, version, event FROM outbox
  WHERE NOT published ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`);
const publish = statement("publish", "UPDATE outbox SET published = true WHERE id = ANY($1)");

const batch_default = 100;
const look_again_ms = 50;

main("pg 8.16.3, express 5.1.0", (options) => {
  const pool = new (options.require("pg").Pool)({ connectionString: options.url,
                                                  max: options.port ? 16 : options.clients });
  const run = (connection, { name, text }, values) => connection.query({ name, text, values });

  async function inTransaction(work) {
    const connection = await pool.connect();
    try {
      await connection.query("BEGIN");
      const result = await work(connection);
      await connection.query("COMMIT");
      return result;
    } catch (error) {
      await connection.query("ROLLBACK");
      throw error;
    } finally {
      connection.release();
    }
  }

  async function write(connection, stream, version, state, events, key) {
    const next = version + events.length;
    const changed = version === 0
      ? await run(connection, open, [stream, next, state])
      : await run(connection, change, [stream, next, state, version]);
    if (changed.rowCount !== 1) throw new Error(`${stream} is not at version ${version}`);
    await run(connection, announce, [stream, version, JSON.stringify(events)]);
    await run(connection, answer, [key, { version: next }]);
  }

  function append(stream, version, events, key = randomUUID()) {
    const state = { ...start(), ...events.at(-1) };
    return inTransaction(async (connection) => {
      const before = await run(connection, asked, [key]);
      if (before.rowCount === 0) await write(connection, stream, version, state, events, key);
    });
  }

  function decideOn(stream, event, key = randomUUID()) {
    return inTransaction(async (connection) => {
      const before = await run(connection, asked, [key]);
      if (before.rowCount > 0) return;
      const { version, state } = (await run(connection, load, [stream])).rows[0];
      const next = { ...event, ...evolve(state, decide(state, event)) };
      await write(connection, stream, Number(version), next, [event], key);
    });
  }

  const relay = (limit) => inTransaction(async (connection) => {
    const { rows } = await run(connection, waiting, [limit]);
    if (rows.length === 0) return 0;
    await addToTimeline(connection, rows);
    await run(connection, publish, [rows.map((row) => row.id)]);
    return rows.length;
  });

  async function project() {
    let ended = false;
    const relaying = (async () => {
      while (!ended) {
        if (await relay(options.batch || batch_default)) continue;
        await new Promise((resolve) => setTimeout(resolve, look_again_ms));
      }
    })();
    const result = await untilProjected(pool, options);
    ended = true;
    await relaying;
    return result;
  }

  return {
    async prepare() {
      await pool.query(readFileSync(new URL("../crud/schema.sql", import.meta.url), "utf8"));
      await pool.query(timeline_sql);
    },
    append,
    decide: decideOn,
    project,
    async rebuild() {
      await pool.query("TRUNCATE timeline; UPDATE outbox SET published = false");
      return project();
    },
    count: async () => Number((await pool.query("SELECT count(*) FROM outbox")).rows[0].count),
    close: () => pool.end(),
  };
});
