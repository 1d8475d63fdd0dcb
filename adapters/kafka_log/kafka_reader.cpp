#include "adapters/kafka_log/kafka_reader.hpp"

#include <fmt/format.h>

#include "adapters/kafka_log/kafka_record.hpp"

namespace fettle::kafka {
namespace {

using namespace std::chrono_literals;

constexpr auto look_again_after = 200ms;

// Whoever starts behind the end is refused before there is a reader.
Fault truncated(Offset next) {
  return {FaultKind::mismatch, "log_truncated",
          fmt::format("the log has no offset {} any more: its records were deleted; restore the "
                      "topic, and look who may delete from it",
                      number(next))};
}

}  // namespace

void KnownEnd::reached(Offset next) {
  auto known = end_.load();
  while (known < number(next) && !end_.compare_exchange_weak(known, number(next))) {
  }
}

Result<std::vector<StoredRecord>> KafkaReader::next(std::size_t bytes_max,
                                                    std::chrono::milliseconds wait) {
  records_.clear();
  bytes_ = 0;
  const auto first = next_;
  TRY(reach_end_or_record());
  bool more = !records_.empty();
  if (!more && !woken_) more = TRY(take(wait));
  while (more && bytes_ < bytes_max) more = TRY(take(0ms));
  woken_ = false;
  std::vector<StoredRecord> found;
  found.reserve(records_.size());
  auto offset = number(first);
  for (const auto& record : records_) found.push_back({Offset{offset++}, record.view()});
  end_.reached(next_);
  return found;
}

// Until the broker has said that there is no more, an empty queue says nothing. A leader of before,
// who does not know yet that another was chosen, says so too early.
bool KafkaReader::at_end() const { return at_end_ && next_ >= end_.get(); }

Result<void> KafkaReader::reach_end_or_record() {
  const auto deadline = std::chrono::steady_clock::now() + answer_timeout_;
  while (records_.empty() && !at_end() && !woken_) {
    if (std::chrono::steady_clock::now() >= deadline) return not_shown();
    TRY(take(look_again_after));
  }
  return {};
}

Fault KafkaReader::not_shown() const {
  if (!at_end_) return {FaultKind::unavailable, "log_unreachable", "no broker answers a fetch"};
  return {FaultKind::unavailable, "log_behind",
          fmt::format("the log has reached offset {}, and its leader shows it up to {} only",
                      number(end_.get()), number(next_))};
}

// True: a record came, there may be more.
Result<bool> KafkaReader::take(std::chrono::milliseconds wait) {
  if (woken_) wait = 0ms;
  const Message message(rd_kafka_consume_queue(reading_.queue(), static_cast<int>(wait.count())));
  if (!message) return false;
  return take(*message);
}

Result<bool> KafkaReader::take(const rd_kafka_message_t& message) {
  switch (static_cast<int>(message.err)) {
    case RD_KAFKA_RESP_ERR_NO_ERROR:
      break;
    case RD_KAFKA_RESP_ERR__PARTITION_EOF:
      at_end_ = true;
      return false;
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
      return truncated(next_);
    default:
      return fault_of(message.err, "read");
  }
  if (static_cast<std::uint64_t>(message.offset) != number(next_)) {
    return Fault{FaultKind::damaged, "log_has_a_gap",
                 fmt::format("offset {} follows where {} was expected; is the topic compacted, or "
                             "were records deleted?",
                             message.offset, number(next_))};
  }
  at_end_ = false;
  records_.push_back(record_of(message));
  bytes_ += records_.back().size();
  next_ = fettle::next(next_);
  return true;
}

void KafkaReader::wake() {
  woken_ = true;
  rd_kafka_queue_yield(reading_.queue());
}

}  // namespace fettle::kafka
