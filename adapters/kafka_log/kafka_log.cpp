#include "adapters/kafka_log/kafka_log.hpp"

#include <fmt/format.h>

#include "adapters/kafka_log/awaited.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "adapters/kafka_log/watermarks.hpp"
#include "core/crypto/crypto.hpp"
#include "core/header_names.hpp"

namespace fettle {

using namespace kafka;

namespace {

constexpr std::size_t nonce_bytes = 16;
constexpr int claim_tries = 3;
constexpr Partition first_partition{0};  // its first claim names the log

}  // namespace

KafkaLog::KafkaLog(const KafkaSettings& settings, Handle asker, Access access)
    : settings_(settings),
      access_(access),
      known_ends_(settings.partitions),
      consumers_(settings, settings.events()),
      asker_(std::move(asker)) {}

Result<std::unique_ptr<KafkaLog>> KafkaLog::open(const KafkaSettings& settings, Dice& dice) {
  auto asker = TRY(Config(settings).consumer());
  std::unique_ptr<KafkaLog> log(new KafkaLog(settings, std::move(asker), Access::read_write));
  if (!TRY(log->begun())) {
    TRY(log->claim(first_partition, "the first opening", crypto::to_hex(dice.bytes(nonce_bytes))));
  }
  TRY(log->find_id());
  return log;
}

Result<std::unique_ptr<KafkaLog>> KafkaLog::open_read_only(const KafkaSettings& settings) {
  TRY(find_topics(settings, {events_topic(settings)}));
  auto asker = TRY(Config(settings).consumer());
  std::unique_ptr<KafkaLog> log(new KafkaLog(settings, std::move(asker), Access::read_only));
  if (!TRY(log->begun())) {
    return Fault{FaultKind::mismatch, "log_not_found",
                 settings.events() + " holds no log; start `fettle serve` once"};
  }
  TRY(log->find_id());
  return log;
}

// Writers that ask the log are gone before what they ask with.
KafkaLog::~KafkaLog() { asking_.reset(); }

Result<bool> KafkaLog::begun() {
  for (std::uint32_t p = 0; p < partitions(); ++p) {
    const auto begin =
        TRY(ask_begin(asker_.get(), settings_.events(), Partition{p}, settings_.answer_timeout));
    if (begin != Offset{0}) {
      return Fault{FaultKind::mismatch, "log_truncated",
                   fmt::format("partition {} of topic {} begins at offset {}: records were "
                               "deleted; restore the topic, and look who may delete from it",
                               p, settings_.events(), number(begin))};
    }
  }
  return TRY(durable_end(first_partition)) != Offset{0};
}

Result<void> KafkaLog::find_id() {
  const auto reader = TRY(read(first_partition, Offset{0}));
  const auto records = TRY(reader->next(1, settings_.answer_timeout));
  const auto nonce = records.empty() ? std::nullopt : records.front().record.header(header::nonce);
  if (!nonce || !is_claim(records.front().record)) {
    return Fault{FaultKind::mismatch, "not_our_topic",
                 fmt::format("topic {} does not begin with a claim; name another topic prefix",
                             settings_.events())};
  }
  id_ = LogId(std::string(*nonce));
  return {};
}

Result<std::shared_ptr<Producer>> KafkaLog::producer() {
  if (access_ == Access::read_only) {
    return Fault{FaultKind::closed, "log_read_only", "this log was opened for reading only"};
  }
  const std::lock_guard lock(mutex_);
  if (!producer_ || producer_->failed()) producer_ = TRY(Producer::open(settings_));
  return producer_;
}

Result<std::unique_ptr<LogWriter>> KafkaLog::claim(Partition partition, std::string_view owner,
                                                   std::string_view nonce) {
  auto producer = TRY(this->producer());
  // Kept with the producer that it belongs to.
  const std::shared_ptr<rd_kafka_topic_t> topic(
      producer->topic(settings_.events()).release(),
      [producer](rd_kafka_topic_t* one) { rd_kafka_topic_destroy(one); });
  const auto offset =
      TRY(write_claim(*producer, topic.get(), partition, claim_record(owner, nonce)));
  auto& end = known_end(partition);
  end.reached(next(offset));
  return std::unique_ptr<LogWriter>(std::make_unique<KafkaWriter>(
      KafkaWriter::Ports{std::move(producer), topic,
                         [this, partition](Offset from, const ClaimState& rule, std::size_t count) {
                           return ask_log(partition, from, rule, count);
                         },
                         *asking_, [&end](Offset reached) { end.reached(reached); }},
      partition, offset, first_number(nonce)));
}

// A claim that the broker took without saying where is claimed over.
Result<Offset> KafkaLog::write_claim(Producer& producer, rd_kafka_topic_t* topic,
                                     Partition partition, const Record& claim) {
  for (int i = 0; i < claim_tries; ++i) {
    Awaited delivery;
    TRY(producer.send(topic, partition, claim.view(), delivery));
    if (const auto where = TRY(delivery.wait())) return *where;
  }
  return Fault{FaultKind::unavailable, "claim_without_offset", "the broker does not say where"};
}

Result<std::vector<Offset>> KafkaLog::ask_log(Partition partition, Offset from,
                                              const ClaimState& state, std::size_t count) {
  const auto reader = TRY(read(partition, from));
  const auto deadline = std::chrono::steady_clock::now() + settings_.answer_timeout;
  return find_appended(*reader, state, count,
                       [&] { return std::chrono::steady_clock::now() < deadline; });
}

Result<std::unique_ptr<LogReader>> KafkaLog::read(Partition partition, Offset from) {
  if (number(partition) >= partitions()) {
    return Fault{FaultKind::invalid, "no_such_partition", std::to_string(number(partition))};
  }
  auto& end = known_end(partition);
  // A broker tells of an offset beyond the end only by silence.
  if (from > end.get() && from > TRY(durable_end(partition))) {
    return Fault{FaultKind::mismatch, "checkpoint_ahead_of_log",
                 fmt::format("the log ends at {}, before {}", number(end.get()), number(from))};
  }
  return std::unique_ptr<LogReader>(std::make_unique<KafkaReader>(
      TRY(consumers_.start(partition, from)), from, end, settings_.answer_timeout));
}

Result<Offset> KafkaLog::durable_end(Partition partition) {
  const auto end =
      TRY(ask_end(asker_.get(), settings_.events(), partition, settings_.answer_timeout));
  known_end(partition).reached(end);
  return end;
}

Result<bool> KafkaLog::holds(Partition partition, Offset offset) {
  if (offset < known_end(partition).get()) return true;
  return offset < TRY(durable_end(partition));
}

}  // namespace fettle
