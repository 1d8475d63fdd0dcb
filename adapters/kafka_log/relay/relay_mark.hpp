// What a relayed record says of its place in the log, so that a relay that was killed finds in the
// target itself where to go on.
#pragma once

#include <compare>
#include <cstdint>

#include "core/checkpoint.hpp"
#include "core/ports/log.hpp"

namespace fettle::kafka {

struct RelayPlace {
  Offset commit{};          // of the commit's last record, as positions name it
  std::uint64_t index = 0;  // of the record in its commit
  auto operator<=>(const RelayPlace&) const = default;
};

struct RelayMark {
  RelayPlace place;
  Checkpoint before;  // where reading the log again meets the record
};

// The record as consumers get it: what belongs to one log's claims is left out, fettle_position
// and fettle_resume are added.
Record relayed(RecordView record, const RelayPlace& place, const Checkpoint& before);

// Nothing: no relay wrote the record.
std::optional<RelayMark> mark_of(RecordView record);

}  // namespace fettle::kafka
