-- Each request is an operation of its own: on an order of its own, with a key of its own.
local payload = io.open(os.getenv("PEER_PAYLOAD")):read("a")
local path = os.getenv("PEER_PATH")
local streams = tonumber(os.getenv("PEER_STREAMS"))
local sent = tonumber(os.getenv("PEER_FIRST"))

-- New orders for events; for decisions those of ten events that were filled in before.
local function order()
  if path == "events" then return "w" .. sent end
  return "f" .. sent % streams
end

function request()
  sent = sent + 1
  return wrk.format("POST", "/orders/" .. order() .. "/" .. path, {
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = path .. sent,
  }, payload)
end

-- The threads' variables are out of reach here, and requests in flight are counted by nobody.
local in_flight_max = 10000
function done(summary, latency)
  local errors = summary.errors
  local refused = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("RESULT %d %d %.3f %.3f %.3f %d\n", summary.requests - errors.status,
    refused, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.requests + in_flight_max))
end
