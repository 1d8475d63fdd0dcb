-- Each request is a command of its own: a unique key and a unique name for one of 100 stores, the
-- shops in turn.
local sent = 0
local run = os.time()
local stores = tonumber(os.getenv("BENCH_STORES"))
local tokens = {}
for token in os.getenv("BENCH_TOKENS"):gmatch("%S+") do tokens[#tokens + 1] = token end

function request()
  sent = sent + 1
  local key = string.format('"%d-%d"', run, sent)
  local body = string.format('{"name":"城东店 %d","address":"建国路 %d 号，近地铁口，工作日八点开门"}', sent, sent)
  local shop, turn = sent % #tokens, math.floor(sent / #tokens)
  return wrk.format("PATCH", "/shop-" .. (shop + 1) .. "/admin/stores/s-" .. (turn % stores), {
    ["Authorization"] = "Bearer " .. tokens[shop + 1],
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = key,
  }, body)
end

-- A refused request is no durable command.
function done(summary, latency)
  local refused = summary.errors.status
  local durable = (summary.requests - refused) / summary.duration * 1e6
  io.write(string.format("RESULT %.0f %.2f %.2f %d\n", durable, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, refused))
end
