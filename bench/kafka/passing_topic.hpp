// A topic with the settings of the product's events, gone again when the benchmark ends.
#pragma once

#include <optional>
#include <utility>

#include "adapters/kafka_log/settings.hpp"
#include "core/result.hpp"

namespace fettle::bench {

// Of a cluster by its URL, as `fettle serve --log` takes it: kafka://host:port,host:port. The name
// of its topics is not in use: it holds this process's id.
KafkaSettings passing_settings(const std::string& url, std::uint32_t partitions,
                               std::uint16_t copies);

class PassingTopic {
 public:
  static Result<PassingTopic> make(const KafkaSettings& settings);
  PassingTopic(PassingTopic&& other) noexcept
      : settings_(std::exchange(other.settings_, std::nullopt)) {}
  PassingTopic& operator=(PassingTopic&&) = delete;
  ~PassingTopic();

 private:
  explicit PassingTopic(const KafkaSettings& settings) : settings_(settings) {}

  std::optional<KafkaSettings> settings_;
};

}  // namespace fettle::bench
