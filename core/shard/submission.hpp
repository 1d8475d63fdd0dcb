// A command on its way into a shard, and what comes back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "core/decision.hpp"
#include "core/position.hpp"
#include "core/result.hpp"

namespace fettle {

struct Accepted {
  std::uint16_t status = 200;
  std::string id;
  std::uint64_t version = 0;
  std::optional<Position> position;  // nothing: nothing was written, ever
  std::string members;               // JSON members beside id, version and position
  bool repeated = false;             // the first answer to this key, again
};

using Outcome = std::variant<Accepted, Rejection, Fault>;

struct Submission {
  TenantId tenant;
  Caller caller;
  const CommandType* type = nullptr;
  Any command;
  std::string key;           // the idempotency key; made up by the face when none was sent
  std::string request_hash;  // HMAC over method, route and body; empty: no answer is kept
  std::string route;         // "POST /mp/work-orders"
  std::optional<std::uint64_t> if_match;
  std::string correlation_id;
  std::string causation_id;
  std::string traceparent;
  // Called exactly once, on the shard's thread: only after everything that the answer could rest
  // on is durable.
  std::function<void(Outcome)> done;
};

}  // namespace fettle
