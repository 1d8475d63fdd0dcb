// `fettle replay`: events out of the log, as other programs read them.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "adapters/cli/tools/progress.hpp"
#include "core/envelope.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"
#include "core/ports/log.hpp"

namespace fettle::cli {

// What is absent lets everything pass.
struct EventFilter {
  std::optional<Moment> since, before;  // of the event's time: from, and up to but without
  std::optional<Partition> partition;
  std::optional<Offset> from, to;  // both included; of that partition, if one is named
  std::string type;                // how it begins
  std::string tenant;
  std::string aggregate;  // "job", or "job/<id>"

  // Of a partition that is read.
  bool admits(const Envelope& envelope, Offset offset) const;
};

enum class ReplayForm { ndjson, csv };  // CloudEvents in JSON, one a line; or a table

struct ReplayPlan {
  EventFilter filter;
  ReplayForm form = ReplayForm::ndjson;
  Keys* keys = nullptr;  // with keys, personal fields are opened; else they stay sealed
};

struct Replayed {
  std::uint64_t events = 0;
};

// Whole commits up to the durable ends as of the call, one partition after the other. invalid
// `envelope_malformed`, and the faults of the log.
Result<Replayed> replay(Log& log, const ReplayPlan& plan, Dice& dice, std::ostream& out,
                        Progress& progress);

}  // namespace fettle::cli
