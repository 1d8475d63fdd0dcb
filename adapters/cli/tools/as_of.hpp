// `fettle state`: an aggregate as it was at a moment or position, and what changed between two.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "adapters/cli/tools/progress.hpp"
#include "core/domain.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"
#include "core/ports/log.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::cli {

// "<tenant>/<type>/<id>"
struct AggregateKey {
  std::string tenant, type, id;

  // invalid `key_malformed`.
  static Result<AggregateKey> parse(std::string_view text);
};

// Up to which commit is folded, it included: the last of that time, or that of the position.
using Instant = std::variant<Moment, Position>;

// A moment, a position of this log, or an offset of a log that has one partition. invalid
// `instant_malformed`; mismatch `position_of_another_log`.
Result<Instant> parse_instant(std::string_view text, const Log& log);

struct AggregateAsOf {
  std::uint64_t version = 0;  // 0: there was none yet
  std::optional<Moment> changed;
  std::optional<Position> position;  // of the last commit that changed it
  json::Document state;
};

struct AsOfPorts {
  Log& log;
  const Domain& domain;
  Keys& keys;
  Dice& dice;
};

// `partition`: the tenant's. With `keys` that hold none, personal fields are null. Nothing as
// instant: as it is now.
//   invalid `aggregate_unknown`:              this binary has no such type; and faults of decoding.
//   mismatch `position_of_another_partition`: the tenant lies elsewhere.
Result<AggregateAsOf> state_as_of(const AsOfPorts& ports, Partition partition,
                                  const AggregateKey& key, const std::optional<Instant>& until,
                                  Progress& progress);

json::Document to_document(const AggregateAsOf& aggregate);

// Every place where the two differ: [{"field":"quote.total.minor","from":1,"to":2} …]; a side that
// has no such place leaves its member out.
json::Document differences(const json::Document& from, const json::Document& to);

}  // namespace fettle::cli
