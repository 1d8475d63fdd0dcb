#include "adapters/kafka_log/producer.hpp"

#include "adapters/kafka_log/kafka_record.hpp"

namespace fettle::kafka {
namespace {

constexpr int poll_ms = 100;
constexpr std::size_t message_bytes_max = 1'048'576;  // as the topic's max.message.bytes

Config config_for(const KafkaSettings& settings) {
  Config config(settings);
  config.set("enable.idempotence", "true")
      .set("acks", "all")
      // Claim and number on each record protect the order; with `true` one lost message would be
      // the end of all partitions' writers.
      .set("enable.gapless.guarantee", "false")
      // Long enough for a burst of messages to become one request.
      .set("linger.ms", "0.5")
      .set("batch.size", "1000000")
      .set("message.max.bytes", std::to_string(message_bytes_max))
      .set("compression.type", "lz4")
      .set("message.timeout.ms", settings.message_timeout)
      .set("request.timeout.ms", settings.message_timeout / 2)
      // What ends the waiting for a paused broker, which takes everything and answers nothing.
      .set("socket.timeout.ms", settings.message_timeout / 2)
      .set("retry.backoff.ms", "50")
      .set("queue.buffering.max.messages", "100000");
  return config;
}

Fault refused(rd_kafka_resp_err_t error) {
  auto fault = fault_of(error, "send");
  if (error == RD_KAFKA_RESP_ERR__FATAL) fault.kind = FaultKind::closed;
  return fault;
}

}  // namespace

Producer::Producer(std::chrono::milliseconds message_timeout) : message_timeout_(message_timeout) {}

Result<std::unique_ptr<Producer>> Producer::open(const KafkaSettings& settings) {
  std::unique_ptr<Producer> made(new Producer(settings.message_timeout));
  auto config = config_for(settings);
  rd_kafka_conf_set_opaque(config.raw(), made.get());
  rd_kafka_conf_set_dr_msg_cb(config.raw(), &Producer::reported);
  rd_kafka_conf_set_error_cb(config.raw(), &Producer::erred);
  made->handle_ = TRY(config.producer());
  made->thread_ =
      std::jthread([self = made.get()](const std::stop_token& stop) { self->run(stop); });
  return made;
}

Producer::~Producer() {
  if (!handle_) return;
  if (!failed_) rd_kafka_flush(handle_.get(), static_cast<int>(message_timeout_.count()));
  rd_kafka_purge(handle_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  thread_ = {};
  while (rd_kafka_outq_len(handle_.get()) > 0) rd_kafka_poll(handle_.get(), poll_ms);
}

void Producer::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) rd_kafka_poll(handle_.get(), poll_ms);
}

void Producer::reported(rd_kafka_t*, const rd_kafka_message_t* message, void*) {
  auto& delivery = *static_cast<Delivery*>(message->_private);
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return delivery.delivered(
        fault_of(message->err, std::string("write to ") + rd_kafka_topic_name(message->rkt)));
  }
  if (message->offset < 0) return delivery.delivered(std::optional<Offset>());
  delivery.delivered(std::optional(Offset{static_cast<std::uint64_t>(message->offset)}));
}

void Producer::erred(rd_kafka_t*, int error, const char*, void* self) {
  if (error == RD_KAFKA_RESP_ERR__FATAL) static_cast<Producer*>(self)->failed_ = true;
}

Result<void> Producer::send(rd_kafka_topic_t* topic, Partition partition, RecordView record,
                            Delivery& delivery) {
  auto headers = headers_of(record);
  const auto error = rd_kafka_producev(
      handle_.get(), RD_KAFKA_V_RKT(topic),
      RD_KAFKA_V_PARTITION(static_cast<std::int32_t>(number(partition))),
      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
      RD_KAFKA_V_KEY(record.key().data(), record.key().size()),
      RD_KAFKA_V_VALUE(const_cast<char*>(record.value().data()), record.value().size()),
      RD_KAFKA_V_HEADERS(headers.get()), RD_KAFKA_V_OPAQUE(&delivery), RD_KAFKA_V_END);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return refused(error);
  // The message has taken them over.
  [[maybe_unused]] const auto* taken = headers.release();
  return {};
}

Result<void> Producer::put(rd_kafka_topic_t* topic, std::string_view key,
                           std::optional<std::string_view> value, Delivery& delivery) {
  const std::string_view bytes = value.value_or(std::string_view());
  const auto error = rd_kafka_producev(
      handle_.get(), RD_KAFKA_V_RKT(topic), RD_KAFKA_V_PARTITION(0),
      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(key.data(), key.size()),
      RD_KAFKA_V_VALUE(const_cast<char*>(value ? bytes.data() : nullptr), bytes.size()),
      RD_KAFKA_V_OPAQUE(&delivery), RD_KAFKA_V_END);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return refused(error);
  return {};
}

Topic Producer::topic(const std::string& name) {
  return Topic(rd_kafka_topic_new(handle_.get(), name.c_str(), nullptr));
}

}  // namespace fettle::kafka
