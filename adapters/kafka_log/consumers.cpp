#include "adapters/kafka_log/consumers.hpp"

#include <algorithm>

namespace fettle::kafka {
namespace {

Result<Handle> open_client(const KafkaSettings& settings) {
  return Config(settings)
      // The end is told, so that a reader knows when it has all there is.
      .set("enable.partition.eof", "true")
      .set("auto.offset.reset", "error")
      .set("enable.auto.commit", "false")
      .set("check.crcs", "true")
      // What comes within this time comes in one answer: an answer for each small commit would
      // cost the broker as much as the commit. A partition that is added waits for it, too.
      .set("fetch.wait.max.ms", "20")
      .set("fetch.min.bytes", "100000")
      // As the producer's: a paused broker is not waited for when another leads already.
      .set("socket.timeout.ms", settings.answer_timeout / 2)
      .set("fetch.error.backoff.ms", "50")
      // A client that has as many looks again only after a second (2.0.2): more than what a
      // projector takes meanwhile, or it would wait.
      .set("queued.min.messages", "50000")
      .set("queued.max.messages.kbytes", "16384")
      .consumer();
}

}  // namespace

Consumers::Reading::Reading(Reading&& other) noexcept
    : consumers_(std::exchange(other.consumers_, nullptr)),
      client_(other.client_),
      partition_(other.partition_),
      queue_(std::move(other.queue_)) {}

Consumers::Reading::~Reading() {
  if (consumers_ != nullptr) consumers_->stop(client_, partition_);
}

Result<Consumers::Reading> Consumers::start(Partition partition, Offset from) {
  const std::lock_guard lock(mutex_);
  const auto at = TRY(client_for(partition));
  auto& client = clients_[at];
  Queue queue(rd_kafka_queue_new(client.handle.get()));
  if (rd_kafka_consume_start_queue(client.topic.get(), static_cast<std::int32_t>(number(partition)),
                                   static_cast<std::int64_t>(number(from)), queue.get()) != 0) {
    return fault_of(rd_kafka_last_error(), "start reading");
  }
  client.busy.insert(partition);
  return Reading(*this, at, partition, std::move(queue));
}

// The first that does not read this partition; a new one when all do.
Result<std::size_t> Consumers::client_for(Partition partition) {
  const auto free = std::find_if(clients_.begin(), clients_.end(), [&](const auto& client) {
    return !client.busy.contains(partition);
  });
  if (free != clients_.end()) return static_cast<std::size_t>(free - clients_.begin());
  auto handle = TRY(open_client(settings_));
  Topic topic(rd_kafka_topic_new(handle.get(), topic_.c_str(), nullptr));
  if (!topic) return fault_of(rd_kafka_last_error(), "open " + topic_);
  clients_.push_back({std::move(handle), std::move(topic), {}});
  return clients_.size() - 1;
}

void Consumers::stop(std::size_t client, Partition partition) {
  rd_kafka_topic_t* topic = nullptr;
  {
    const std::lock_guard lock(mutex_);
    topic = clients_[client].topic.get();
  }
  rd_kafka_consume_stop(topic, static_cast<std::int32_t>(number(partition)));
  const std::lock_guard lock(mutex_);
  clients_[client].busy.erase(partition);
}

}  // namespace fettle::kafka
