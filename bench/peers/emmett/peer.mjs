// Emmett on Postgres: its event store, its command handler, its consumer and its rebuild.
import { main } from "../common/node/peer.mjs";
import { timeline_sql, untilProjected } from "../common/node/timeline.mjs";
import { decide, evolve, start } from "../common/node/work_order.mjs";

main("0.42.0", (options) => {
  const { CommandHandler } = options.require("@event-driven-io/emmett");
  const { getPostgreSQLEventStore, postgreSQLRawBatchSQLProjection, rebuildPostgreSQLProjections } =
    options.require("@event-driven-io/emmett-postgresql");
  const { rawSql } = options.require("@event-driven-io/dumbo");
  const { Pool } = options.require("pg");
  const { url } = options;

  const pool = new Pool({ connectionString: url, max: options.port ? 16 : options.clients });
  const store = getPostgreSQLEventStore(url, {
    schema: { autoMigration: "None" }, // `prepare` does it once, and no append asks again
    connectionOptions: { pool },
  });
  const message = (event) => ({ type: event.event, data: event });
  const handle = CommandHandler({ evolve: (state, { data }) => evolve(state, data),
                                  initialState: start });

  const text = (value) => `'${String(value).replaceAll("'", "''")}'`;
  const row = ({ data, metadata }) => `(${text(metadata.streamName)}, ${metadata.streamPosition}, ` +
    `${text(data.part)}, ${data.price_minor}, ${text(data.at)})`;
  const timeline = (name) => postgreSQLRawBatchSQLProjection({
    name,
    canHandle: [options.event?.event],
    evolve: (events) => [rawSql(
      `INSERT INTO timeline VALUES ${events.map(row).join(", ")} ON CONFLICT DO NOTHING`)],
  });
  // Told, it pulls bigger batches with no pause between them; else as it comes.
  const pulling = options.batch ? { batchSize: options.batch, pullingFrequencyInMs: 1 } : {};

  return {
    async prepare() {
      await store.schema.migrate();
      await pool.query(timeline_sql);
    },
    append: (stream, version, events) => store.appendToStream(
      stream, events.map(message), { expectedStreamVersion: BigInt(version) }),
    decide: (stream, event) => handle(store, stream, (state) => message(decide(state, event))),
    async project() {
      const consumer = store.consumer({ pulling });
      consumer.projector({ projection: timeline("timeline") });
      consumer.start().catch((error) => console.error(error));
      const result = await untilProjected(pool, options);
      await consumer.stop();
      return result;
    },
    // Under another name, as its blue-green rebuild does: under the old one it finds the checkpoint
    // of the old one, and has nothing to do.
    async rebuild() {
      await pool.query("TRUNCATE timeline");
      const consumer = rebuildPostgreSQLProjections({
        connectionString: url, projections: [timeline("timeline_rebuilt")], pulling });
      consumer.start().catch((error) => console.error(error));
      return untilProjected(pool, options);
    },
    count: async () => Number((await pool.query("SELECT count(*) FROM emt_messages")).rows[0].count),
    close: () => store.close(),
  };
});
