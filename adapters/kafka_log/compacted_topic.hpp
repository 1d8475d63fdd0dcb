// A compacted topic of one partition as a table that every process follows: keys, routes.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "adapters/kafka_log/consumers.hpp"
#include "adapters/kafka_log/producer.hpp"

namespace fettle::kafka {

struct TopicPut {
  std::string key;
  std::optional<std::string> value;  // nothing: drops the key
};

class CompactedTopic {
 public:
  // On the topic's thread, in the order of the offsets, from the beginning on. No value: dropped.
  using Visit =
      std::function<void(Offset, std::string_view key, std::optional<std::string_view> value)>;
  // The producer of this process; asked for at every put.
  using GetProducer = std::function<Result<std::shared_ptr<Producer>>()>;

  // All that the topic holds has been visited when it returns.
  static Result<std::unique_ptr<CompactedTopic>> open(const KafkaSettings& settings,
                                                      std::string topic, GetProducer producer,
                                                      Visit visit);
  ~CompactedTopic();

  // Returns once it is durable; it is visited later. No value: drops the key. Any thread but the
  // topic's.
  Result<void> put(std::string_view key, std::optional<std::string_view> value);
  // As many `put`s that wait together. After a fault some may be durable.
  Result<void> put_all(std::span<const TopicPut> puts);
  // Returns when all has been visited that was durable at the call. Any thread but the topic's.
  Result<void> catch_up();

 private:
  CompactedTopic(const KafkaSettings& settings, std::string topic, GetProducer producer,
                 Visit visit);
  void run(const std::stop_token& stop);
  void take(const rd_kafka_message_t& message);

  const KafkaSettings settings_;
  const std::string topic_;
  const GetProducer producer_;
  const Visit visit_;
  Handle asker_;
  Handle handle_;  // of the thread
  Topic reading_;

  std::mutex mutex_;
  std::condition_variable visited_;
  Offset next_{0};                                            // all before it has been visited
  rd_kafka_resp_err_t trouble_ = RD_KAFKA_RESP_ERR_NO_ERROR;  // why reading stands still
  std::jthread thread_;
};

}  // namespace fettle::kafka
