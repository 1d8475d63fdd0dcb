// The one producer of a process: every partition's claims and commits, keys and routes go through
// it. Idempotent, so that a broker keeps a partition's messages in order and none twice.
#pragma once

#include <atomic>
#include <optional>
#include <string_view>
#include <thread>

#include "adapters/kafka_log/handle.hpp"
#include "core/claimed_appends.hpp"

namespace fettle::kafka {

class Producer {
 public:
  static Result<std::unique_ptr<Producer>> open(const KafkaSettings& settings);
  // Waits for what is on its way, at most message_timeout; a failed one does not.
  ~Producer();

  // Any thread. `delivery` must live until it was told, on the producer's thread. Told nothing when
  // this fails:
  //   unavailable `kafka_queue_full`: too much is on its way already.
  //   closed:                         the producer is of no use any more, see `failed`.
  Result<void> send(rd_kafka_topic_t* topic, Partition partition, RecordView record,
                    Delivery& delivery);
  // Into partition 0; no value: a tombstone. Otherwise as `send`.
  Result<void> put(rd_kafka_topic_t* topic, std::string_view key,
                   std::optional<std::string_view> value, Delivery& delivery);

  // A topic of this producer's, known to it before the first message, which would otherwise wait
  // for a second (librdkafka #5032).
  Topic topic(const std::string& name);

  // True for good after a fatal error: every message fails, another producer must be opened.
  bool failed() const { return failed_; }

 private:
  explicit Producer(std::chrono::milliseconds message_timeout);
  void run(const std::stop_token& stop);
  static void reported(rd_kafka_t*, const rd_kafka_message_t* message, void*);
  static void erred(rd_kafka_t*, int error, const char*, void* self);

  const std::chrono::milliseconds message_timeout_;
  std::atomic<bool> failed_ = false;
  Handle handle_;
  std::jthread thread_;
};

}  // namespace fettle::kafka
