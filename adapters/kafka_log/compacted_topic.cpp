#include "adapters/kafka_log/compacted_topic.hpp"

#include <deque>

#include "adapters/kafka_log/awaited.hpp"
#include "adapters/kafka_log/watermarks.hpp"

namespace fettle::kafka {
namespace {

constexpr int only = 0;
constexpr int poll_ms = 100;
constexpr std::size_t sent_at_once_max = 10'000;  // the producer's queue is everybody's

std::string_view text(const void* bytes, std::size_t size) {
  return {static_cast<const char*>(bytes), size};
}

Result<void> put_some(Producer& producer, rd_kafka_topic_t* topic, std::span<const TopicPut> puts) {
  std::deque<Awaited> sent;
  Result<void> outcome;
  for (const auto& put : puts) {
    outcome = producer.put(topic, put.key, put.value, sent.emplace_back());
    if (outcome) continue;
    sent.pop_back();
    break;
  }
  for (auto& one : sent) {
    const auto where = one.wait();
    if (!where && outcome) outcome = where.error();
  }
  return outcome;
}

}  // namespace

CompactedTopic::CompactedTopic(const KafkaSettings& settings, std::string topic,
                               GetProducer producer, Visit visit)
    : settings_(settings),
      topic_(std::move(topic)),
      producer_(std::move(producer)),
      visit_(std::move(visit)) {}

Result<std::unique_ptr<CompactedTopic>> CompactedTopic::open(const KafkaSettings& settings,
                                                             std::string topic,
                                                             GetProducer producer, Visit visit) {
  std::unique_ptr<CompactedTopic> made(
      new CompactedTopic(settings, std::move(topic), std::move(producer), std::move(visit)));
  made->asker_ = TRY(Config(settings).consumer());
  made->handle_ = TRY(Config(settings)
                          .set("enable.partition.eof", "true")
                          .set("auto.offset.reset", "error")
                          .set("enable.auto.commit", "false")
                          .set("fetch.wait.max.ms", "100")
                          .set("fetch.error.backoff.ms", "50")
                          .consumer());
  made->reading_ = Topic(rd_kafka_topic_new(made->handle_.get(), made->topic_.c_str(), nullptr));
  if (rd_kafka_consume_start(made->reading_.get(), only, RD_KAFKA_OFFSET_BEGINNING) != 0) {
    return fault_of(rd_kafka_last_error(), "read " + made->topic_);
  }
  made->thread_ =
      std::jthread([self = made.get()](const std::stop_token& stop) { self->run(stop); });
  TRY(made->catch_up());
  return made;
}

CompactedTopic::~CompactedTopic() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  rd_kafka_consume_stop(reading_.get(), only);
}

void CompactedTopic::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const Message message(rd_kafka_consume(reading_.get(), only, poll_ms));
    if (message) take(*message);
  }
}

// At the end of the partition a message without an error tells where that is: behind keys that
// were compacted away, too.
void CompactedTopic::take(const rd_kafka_message_t& message) {
  auto next = static_cast<std::uint64_t>(message.offset);
  if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    std::optional<std::string_view> value;
    if (message.payload != nullptr) value = text(message.payload, message.len);
    visit_(Offset{next}, text(message.key, message.key_len), value);
    ++next;
  }
  const std::lock_guard lock(mutex_);
  trouble_ =
      message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF ? RD_KAFKA_RESP_ERR_NO_ERROR : message.err;
  if (trouble_ != RD_KAFKA_RESP_ERR_NO_ERROR) return;
  next_ = std::max(next_, Offset{next});
  visited_.notify_all();
}

Result<void> CompactedTopic::catch_up() {
  const auto wanted = TRY(ask_end(asker_.get(), topic_, Partition{only}, settings_.answer_timeout));
  std::unique_lock lock(mutex_);
  if (visited_.wait_for(lock, settings_.answer_timeout, [&] { return next_ >= wanted; })) return {};
  return Fault{FaultKind::unavailable, "topic_not_read",
               "the end of " + topic_ + " was not read: " + rd_kafka_err2str(trouble_)};
}

Result<void> CompactedTopic::put(std::string_view key, std::optional<std::string_view> value) {
  TopicPut one{std::string(key), std::nullopt};
  if (value) one.value = std::string(*value);
  return put_all({&one, 1});
}

Result<void> CompactedTopic::put_all(std::span<const TopicPut> puts) {
  if (puts.empty()) return {};
  const auto producer = TRY(producer_());
  const auto topic = producer->topic(topic_);
  while (!puts.empty()) {
    const auto some = puts.first(std::min(puts.size(), sent_at_once_max));
    TRY(put_some(*producer, topic.get(), some));
    puts = puts.subspan(some.size());
  }
  return {};
}

}  // namespace fettle::kafka
