// Who is in a group and what it was dealt, as the group's coordinator says.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "adapters/kafka_log/settings.hpp"
#include "core/position.hpp"
#include "core/result.hpp"

namespace fettle::kafka {

struct GroupMember {
  std::string client;  // as it calls itself
  std::string host;    // where the broker sees it
  std::set<Partition> partitions;
};

// Empty when there is no such group.
Result<std::vector<GroupMember>> members_of(const KafkaSettings& settings,
                                            const std::string& group);

}  // namespace fettle::kafka
