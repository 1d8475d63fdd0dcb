// Clients that each do one operation after the other, and how long each took.
const errors_max = 100; // a store that refuses everything ends the run

// `next(client)` returns the next operation, or nothing when there is no more work. The warm-up ends
// after its seconds, or a fifth of what work there is.
export async function closedLoop({ clients, seconds, warm, limit = Infinity }, next) {
  const begun = performance.now();
  const warmUntil = begun + warm * 1000;
  const latencies = [];
  let taken = 0, warmed = 0, errors = 0, begin = 0, end = 0;

  async function work(client) {
    while (taken < limit && errors < errors_max) {
      const start = performance.now();
      if (!begin && (start >= warmUntil || taken >= limit / 5)) begin = start;
      if (begin && start >= begin + seconds * 1000) return;
      const measured = begin > 0;
      ++taken;
      try {
        await next(client)();
        end = performance.now();
        if (measured) latencies.push(end - start);
        else ++warmed;
      } catch (error) {
        if (++errors === 1) console.error(error);
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
  return { operations: latencies.length, seconds: (end - begin) / 1000, warmed, errors,
           ...percentiles(latencies) };
}

function percentiles(latencies) {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => sorted.length ? sorted[Math.floor((sorted.length - 1) * share)] : null;
  return { p50_ms: at(0.5), p99_ms: at(0.99) };
}
