// Reads one partition of the events.
#pragma once

#include <atomic>

#include "adapters/kafka_log/consumers.hpp"
#include "core/ports/log.hpp"

namespace fettle::kafka {

// Shared by the readers and writers of a partition: an end that the log is known to have reached.
class KnownEnd {
 public:
  void reached(Offset next);
  Offset get() const { return Offset{end_.load()}; }

 private:
  std::atomic<std::uint64_t> end_ = 0;
};

class KafkaReader final : public LogReader {
 public:
  KafkaReader(Consumers::Reading reading, Offset from, KnownEnd& end,
              std::chrono::milliseconds answer_timeout)
      : reading_(std::move(reading)), next_(from), end_(end), answer_timeout_(answer_timeout) {}

  Result<std::vector<StoredRecord>> next(std::size_t bytes_max,
                                         std::chrono::milliseconds wait) override;
  void wake() override;

 private:
  bool at_end() const;
  Result<void> reach_end_or_record();
  Fault not_shown() const;
  Result<bool> take(std::chrono::milliseconds wait);
  Result<bool> take(const rd_kafka_message_t& message);

  Consumers::Reading reading_;
  Offset next_;
  KnownEnd& end_;
  const std::chrono::milliseconds answer_timeout_;
  bool at_end_ = false;  // the broker said so, and nothing came since
  std::atomic<bool> woken_ = false;
  std::vector<Record> records_;  // of the last call
  std::size_t bytes_ = 0;        // of them
};

}  // namespace fettle::kafka
