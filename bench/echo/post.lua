-- The same size of request and answer as a command, answered at once.
wrk.method = "POST"
wrk.body = string.rep("x", 250)
wrk.headers["Content-Type"] = "application/json"

function done(summary, latency)
  io.write(string.format("RESULT %.0f %.2f %.2f\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
