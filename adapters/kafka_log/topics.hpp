// Makes our topics as they must be, and refuses those that are not.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/kafka_log/settings.hpp"
#include "core/result.hpp"

namespace fettle::kafka {

struct TopicPlan {
  std::string name;
  std::uint32_t partitions = 1;
  std::map<std::string, std::string> settings;  // as the broker spells them
};

TopicPlan events_topic(const KafkaSettings& settings);
TopicPlan owners_topic(const KafkaSettings& settings);  // empty: its groups share out partitions
TopicPlan routes_topic(const KafkaSettings& settings);
TopicPlan keys_topic(const KafkaSettings& settings);

// Those that are missing are made; of the others, partitions and settings are compared.
//   mismatch `topic_partitions`, `topic_settings`: with the remedy.
//   unavailable: no broker answers; `kafka_authentication`, `kafka_ssl`: one that is there turns us
//                away.
Result<void> ensure_topics(const KafkaSettings& settings, const std::vector<TopicPlan>& plans);

// One that is there is left as it is; gives its partitions.
Result<std::uint32_t> make_when_missing(const KafkaSettings& settings, const TopicPlan& plan);

// For a reader: nothing is made, and only the partitions are compared.
//   mismatch `log_not_found`:    a topic is not there.
//   mismatch `topic_partitions`: with the remedy.
//   unavailable:                 no broker answers.
Result<void> find_topics(const KafkaSettings& settings, const std::vector<TopicPlan>& plans);

}  // namespace fettle::kafka
