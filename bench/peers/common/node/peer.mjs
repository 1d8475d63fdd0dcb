// Runs one action of a peer. A peer is `(options) => store` with prepare, append, decide, project,
// rebuild, count and close; what those promise stands in README.md beside the peers.
import { closedLoop } from "./closed_loop.mjs";
import { commandLine } from "./command_line.mjs";
import { serve } from "./http_face.mjs";
import { appended, events_of_a_stream, filled } from "./work_order.mjs";

const actions = {
  prepare: (store) => store.prepare(),

  async fill(store, options) {
    let next = 0;
    const events = Array(events_of_a_stream).fill(options.event);
    return closedLoop({ ...options, seconds: Infinity, limit: options.streams }, () => {
      const stream = filled(next++);
      return () => store.append(stream, 0, events);
    });
  },

  async append(store, options) {
    const take = appended();
    const bound = options.events ? { limit: options.events, seconds: Infinity } : {};
    return closedLoop({ ...options, ...bound }, (client) => {
      const { stream, version } = take(client);
      return () => store.append(stream, version, [options.event]);
    });
  },

  async decide(store, options) {
    let next = 0;
    return closedLoop({ ...options, limit: options.streams }, () => {
      const stream = filled(next++);
      return () => store.decide(stream, options.event);
    });
  },

  // Whether the second of two who expect the same version is refused.
  async conflict(store, options) {
    await store.append("c", 0, [options.event]);
    const second = store.append("c", 0, [options.event]);
    return { operations: await second.then(() => 0, () => 1) };
  },

  project: (store, options) => store.project(options),
  rebuild: (store, options) => store.rebuild(options),
  count: async (store) => ({ operations: await store.count() }),
  serve,
};

export async function main(version, open) {
  const { action, options } = commandLine();
  if (!actions[action]) {
    console.error(`${action ?? "no action"}: expected one of ${Object.keys(actions).join(", ")}`);
    process.exit(2);
  }
  const store = await open(options);
  const result = await actions[action](store, options);
  if (action === "serve") return; // until it is terminated
  if (result) {
    console.log(JSON.stringify({
      peer: options.peer, version, work: action, clients: options.clients, operations: 0,
      seconds: null, p50_ms: null, p99_ms: null, errors: 0, ...result }));
  }
  await store.close();
  process.exit(0); // pollers of some stores linger
}
