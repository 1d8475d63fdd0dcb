// A node's data folder belongs to one log on Kafka, and remembers which. A wrong address would
// otherwise begin a new, empty log there, and serve it.
#pragma once

#include <filesystem>
#include <memory>

#include "adapters/kafka_log/kafka_log.hpp"

namespace fettle::cli {

// Our topics are made only for a folder that belongs to no log yet.
//   mismatch `wrong_cluster`: the topics are not there, hold nothing, or hold another log.
//   Otherwise those of kafka::ensure_topics and KafkaLog::open.
Result<std::unique_ptr<KafkaLog>> open_log_of(const std::filesystem::path& folder,
                                              const KafkaSettings& settings, Dice& dice);

}  // namespace fettle::cli
