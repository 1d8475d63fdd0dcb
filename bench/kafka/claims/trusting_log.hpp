// The mutant: its writers take each acknowledgement for success and never look at the offset.
#pragma once

#include "adapters/kafka_log/kafka_log.hpp"

namespace fettle::bench {

class TrustingLog final : public Log {
 public:
  TrustingLog(std::unique_ptr<KafkaLog> log, std::string topic)
      : log_(std::move(log)), topic_(std::move(topic)) {}

  LogId id() const override { return log_->id(); }
  std::uint32_t partitions() const override { return log_->partitions(); }
  Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                           std::string_view nonce) override;
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override {
    return log_->read(partition, from);
  }
  Result<Offset> durable_end(Partition partition) override { return log_->durable_end(partition); }

 private:
  std::unique_ptr<KafkaLog> log_;
  const std::string topic_;
};

}  // namespace fettle::bench
