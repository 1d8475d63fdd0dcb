// The right to append to one partition of a Kafka topic: claim-in-log. The broker fences nobody;
// an append counts when the broker's offsets are the expected ones, else when the log says so.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "adapters/kafka_log/producer.hpp"
#include "core/claim_rule.hpp"
#include "core/ports/executor.hpp"
#include "core/ports/log.hpp"

namespace fettle::kafka {

// Reads the log from a commit boundary and finds which offsets the next `count` records have that
// continue the claim: the rule that every reader applies.
//   closed `claimed_by_another`: a newer claim came first.
//   unavailable:                 the log does not show them in time.
using AskLog = std::function<Result<std::vector<Offset>>(Offset from, const ClaimState& rule,
                                                         std::size_t count)>;

class KafkaWriter final : public LogWriter {
 public:
  struct Ports {
    std::shared_ptr<Producer> producer;
    std::shared_ptr<rd_kafka_topic_t> topic;
    AskLog ask_log;  // blocks: called on `asking`
    Executor& asking;
    std::function<void(Offset next)> durable;  // told of every end that was reached
  };

  KafkaWriter(Ports ports, Partition partition, Offset claim);
  // No answer is given any more once it is gone.
  ~KafkaWriter() override;

  Offset claim() const override;
  void append(std::vector<Record> records, Done done) override;

 private:
  class Appends;
  // Appends may end with the report of their last message, on the producer's own thread, which
  // cannot end itself: so they hold neither.
  const std::shared_ptr<Producer> producer_;
  const std::shared_ptr<rd_kafka_topic_t> topic_;
  const std::shared_ptr<Appends> appends_;
};

}  // namespace fettle::kafka
