// `fettle status`: who serves which partition, how far each has come, and how far its rows are
// behind.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ports/log.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::cli {

struct ClaimSeen {
  Offset offset{};
  std::string owner;  // as the claim names it
};

struct PartitionStatus {
  Partition partition{};
  Offset end{};                    // that of the next record
  std::optional<ClaimSeen> claim;  // the newest
  // On many nodes, else empty: who serves it by his own word, and whom the groups have dealt it to.
  std::string owner, owner_member, projector_member;
  std::optional<Offset> projected;  // nothing: no rows

  std::optional<std::uint64_t> lag() const;  // records that the rows lack
};

struct Status {
  LogId log;
  std::string where;  // embedded, or the cluster's URL
  std::vector<PartitionStatus> partitions;
};

// What the log itself says of its partitions.
//
// The newest claim is the newest that the last records of a partition name or are, so that a long
// log is not read from its beginning. Records of a stale owner alone can hide a newer one; the word
// of its owner (`announced`) then leads to it.
Result<PartitionStatus> status_of(Log& log, Partition partition,
                                  const std::optional<ClaimSeen>& announced = std::nullopt);

json::Document to_document(const Status& status);
std::string to_text(const Status& status);  // a table

}  // namespace fettle::cli
