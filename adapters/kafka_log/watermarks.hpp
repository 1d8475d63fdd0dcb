// Where a partition begins and ends, asked of its leader.
#pragma once

#include "adapters/kafka_log/handle.hpp"
#include "core/position.hpp"

namespace fettle::kafka {

struct Watermarks {
  Offset begin{}, end{};  // `end`: that of the next record
};

// Both wait while a partition has no leader or changes it, at most `patience`. Any thread.
Result<Offset> ask_end(rd_kafka_t* client, const std::string& topic, Partition partition,
                       std::chrono::milliseconds patience);
Result<Watermarks> ask_watermarks(rd_kafka_t* client, const std::string& topic, Partition partition,
                                  std::chrono::milliseconds patience);

}  // namespace fettle::kafka
