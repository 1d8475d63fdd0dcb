// The right to append to one partition of a Kafka topic. The broker fences nobody: the protocol is
// that of core/claimed_appends.hpp.
#pragma once

#include <memory>

#include "adapters/kafka_log/producer.hpp"
#include "core/claimed_appends.hpp"

namespace fettle::kafka {

class KafkaWriter final : public LogWriter {
 public:
  struct Ports {
    std::shared_ptr<Producer> producer;
    std::shared_ptr<rd_kafka_topic_t> topic;
    AskLog ask_log;
    Executor& asking;
    std::function<void(Offset next)> durable;
  };

  // Appends may end with the report of their last message, on the producer's own thread, which
  // cannot end itself: so they hold neither producer nor topic.
  KafkaWriter(const Ports& ports, Partition partition, Offset claim, std::uint64_t first_n)
      : producer_(ports.producer),
        topic_(ports.topic),
        appends_(std::make_shared<ClaimedAppends>(
            ClaimedAppends::Ports{[producer = producer_.get(), topic = topic_.get(), partition](
                                      RecordView record, Delivery& delivery) {
                                    return producer->send(topic, partition, record, delivery);
                                  },
                                  ports.ask_log, ports.asking, ports.durable},
            claim, first_n)) {}
  ~KafkaWriter() override { appends_->abandon(); }

  Offset claim() const override { return appends_->claim(); }
  void append(std::vector<Record> records, Done done) override {
    appends_->append(std::move(records), std::move(done));
  }

 private:
  const std::shared_ptr<Producer> producer_;
  const std::shared_ptr<rd_kafka_topic_t> topic_;
  const std::shared_ptr<ClaimedAppends> appends_;
};

}  // namespace fettle::kafka
