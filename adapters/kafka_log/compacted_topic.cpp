#include "adapters/kafka_log/compacted_topic.hpp"

namespace fettle::kafka {
namespace {

constexpr std::int32_t only = 0;
constexpr int poll_ms = 100;

std::string_view text(const void* bytes, std::size_t size) {
  return {static_cast<const char*>(bytes), size};
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
                          .set("auto.offset.reset", "earliest")
                          .set("enable.auto.commit", "false")
                          .set("fetch.wait.max.ms", "100")
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
  } else if (message.err != RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    return;
  }
  const std::lock_guard lock(mutex_);
  next_ = std::max(next_, Offset{next});
  visited_.notify_all();
}

Result<Offset> CompactedTopic::end() {
  std::int64_t low = 0, high = 0;
  const auto error =
      rd_kafka_query_watermark_offsets(asker_.get(), topic_.c_str(), only, &low, &high,
                                       static_cast<int>(settings_.answer_timeout.count()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(error, "ask for the end of " + topic_);
  return Offset{static_cast<std::uint64_t>(high)};
}

Result<void> CompactedTopic::catch_up() {
  const auto wanted = TRY(end());
  std::unique_lock lock(mutex_);
  if (visited_.wait_for(lock, settings_.answer_timeout, [&] { return next_ >= wanted; })) return {};
  return Fault{FaultKind::unavailable, "topic_not_read", "the end of " + topic_ + " was not read"};
}

Result<void> CompactedTopic::put(std::string_view key, std::optional<std::string_view> value) {
  const auto producer = TRY(producer_());
  const auto topic = producer->topic(topic_);
  return producer->put(topic.get(), key, value);
}

}  // namespace fettle::kafka
