// What a fresh fold of the log gives, to be compared with what nodes hold.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "test/simulation/world.hpp"

namespace fettle::sim {

// Of the records before `end`. Rows are added to those of other partitions.
Result<void> fold_rows(const Facts& facts, Partition partition, Offset end, TableServer& into);

using States = std::map<std::string, std::string>;  // decoded, by key
// Precondition: `end` is not 0.
Result<States> fold_states(const Facts& facts, Partition partition, Offset end);
States states_in(const Facts& facts, const SnapshotFolder& folder);

// The first in which they differ.
std::optional<std::string> difference(const TableServer::Tables& found,
                                      const TableServer::Tables& expected);
std::optional<std::string> difference(const States& found, const States& expected);

}  // namespace fettle::sim
