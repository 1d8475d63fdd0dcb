// The log on Kafka (core/ports/log.hpp): one topic of as many partitions as shards, each with one
// owner at a time by the rule of core/claim_rule.hpp. Many processes write and read it.
#pragma once

#include <mutex>
#include <vector>

#include "adapters/kafka_log/consumers.hpp"
#include "adapters/kafka_log/kafka_reader.hpp"
#include "adapters/kafka_log/kafka_writer.hpp"
#include "core/ports/dice.hpp"
#include "core/thread_executor.hpp"

namespace fettle {

class KafkaLog final : public Log {
 public:
  // The topic is there (topics.hpp). Whoever comes first writes the claim of partition 0 whose
  // nonce is the log's id.
  //   mismatch `log_truncated`: the first records of a partition are gone.
  static Result<std::unique_ptr<KafkaLog>> open(const KafkaSettings& settings, Dice& dice);
  // Beside those who write. Makes nothing and writes nothing: `claim` is closed `log_read_only`.
  //   mismatch `log_not_found`: the topic is not there, or holds nothing yet.
  static Result<std::unique_ptr<KafkaLog>> open_read_only(const KafkaSettings& settings);
  ~KafkaLog() override;

  LogId id() const override { return *id_; }
  std::uint32_t partitions() const override { return settings_.partitions; }
  Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                           std::string_view nonce) override;
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override;
  Result<Offset> durable_end(Partition partition) override;
  Result<bool> holds(Partition partition, Offset offset) override;

  // For keys and routes: the producer of this process; another one after a fatal error.
  Result<std::shared_ptr<kafka::Producer>> producer();

 private:
  enum class Access { read_write, read_only };

  KafkaLog(const KafkaSettings& settings, kafka::Handle asker, Access access);
  // Whether the log holds anything yet. Refused when it does no longer hold all of it.
  Result<bool> begun();
  Result<void> find_id();
  Result<Offset> write_claim(kafka::Producer& producer, rd_kafka_topic_t* topic,
                             Partition partition, const Record& claim);
  Result<std::vector<Offset>> ask_log(Partition partition, Offset from, const ClaimState& rule,
                                      std::size_t count);
  kafka::KnownEnd& known_end(Partition partition) { return known_ends_[number(partition)]; }

  const KafkaSettings settings_;
  const Access access_;
  std::optional<LogId> id_;  // once it is open
  std::vector<kafka::KnownEnd> known_ends_;
  kafka::Consumers consumers_;
  kafka::Handle asker_;  // for watermarks

  std::mutex mutex_;
  std::shared_ptr<kafka::Producer> producer_;
  std::unique_ptr<ThreadExecutor> asking_ = std::make_unique<ThreadExecutor>();
};

}  // namespace fettle
