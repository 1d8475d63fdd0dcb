// Where a partition begins and ends, asked of its leader.
#pragma once

#include "adapters/kafka_log/handle.hpp"
#include "core/position.hpp"

namespace fettle::kafka {

// The offset of the first record that is left, and that of the next one to come. Both wait while
// the partition has no leader or changes it, or no broker has told of it, at most `patience`. Any
// thread.
Result<Offset> ask_begin(rd_kafka_t* client, const std::string& topic, Partition partition,
                         std::chrono::milliseconds patience);
Result<Offset> ask_end(rd_kafka_t* client, const std::string& topic, Partition partition,
                       std::chrono::milliseconds patience);

}  // namespace fettle::kafka
