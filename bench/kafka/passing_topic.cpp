#include "bench/kafka/passing_topic.hpp"

#include <unistd.h>

#include <thread>

#include "adapters/kafka_log/handle.hpp"
#include "adapters/kafka_log/topics.hpp"

namespace fettle::bench {

using namespace kafka;

KafkaSettings passing_settings(const std::string& url, std::uint32_t partitions,
                               std::uint16_t copies) {
  constexpr std::string_view scheme = "kafka://";
  return {.servers = url.starts_with(scheme) ? url.substr(scheme.size()) : url,
          .prefix = "bench-" + std::to_string(getpid()),
          .partitions = partitions,
          .copies = copies};
}

Result<PassingTopic> PassingTopic::make(const KafkaSettings& settings) {
  // Each broker learns of a new topic in its own time; one that was paused may be late.
  constexpr int tries_max = 50;
  constexpr std::chrono::milliseconds between{200};
  for (int tries = 1;; ++tries) {
    auto there = ensure_topics(settings, {events_topic(settings)});
    if (there) return PassingTopic(settings);
    if (tries == tries_max) return std::move(there).error();
    std::this_thread::sleep_for(between);
  }
}

PassingTopic::~PassingTopic() {
  if (!settings_) return;
  const auto handle = Config(*settings_).producer();
  if (!handle) return;
  const Queue queue(rd_kafka_queue_new(handle->get()));
  auto* topic = rd_kafka_DeleteTopic_new(settings_->events().c_str());
  rd_kafka_DeleteTopics(handle->get(), &topic, 1, nullptr, queue.get());
  const Event answer(
      rd_kafka_queue_poll(queue.get(), static_cast<int>(settings_->answer_timeout.count())));
  rd_kafka_DeleteTopic_destroy(topic);
}

}  // namespace fettle::bench
