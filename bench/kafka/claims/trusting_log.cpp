#include "bench/kafka/claims/trusting_log.hpp"

#include <utility>

#include "adapters/kafka_log/producer.hpp"

namespace fettle::bench {
namespace {

using namespace kafka;

// One append; gone when all its records have reported, whoever still waits for it.
class Trusted final : public Delivery {
 public:
  Trusted(std::size_t records, LogWriter::Done done) : left_(records), done_(std::move(done)) {}

  void delivered(Result<std::optional<Offset>> where) override {
    if (!where && !fault_) fault_ = where.error();
    if (--left_ > 0) return;
    const std::unique_ptr<Trusted> last(this);
    if (fault_) return done_(*fault_);
    done_(where->value_or(Offset{0}));
  }

 private:
  std::size_t left_;
  LogWriter::Done done_;
  std::optional<Fault> fault_;
};

class TrustingWriter final : public LogWriter {
 public:
  TrustingWriter(std::shared_ptr<Producer> producer, const std::string& topic, Partition partition,
                 Offset claim)
      : producer_(std::move(producer)),
        topic_(producer_->topic(topic)),
        partition_(partition),
        claim_(claim) {}

  Offset claim() const override { return claim_; }

  void append(std::vector<Record> records, Done done) override {
    auto* delivery = std::make_unique<Trusted>(records.size(), std::move(done)).release();
    for (const auto& record : records) {
      auto sent = producer_->send(topic_.get(), partition_, record.view(), *delivery);
      if (!sent) delivery->delivered(std::move(sent).error());
    }
  }

 private:
  const std::shared_ptr<Producer> producer_;
  const Topic topic_;
  const Partition partition_;
  const Offset claim_;
};

}  // namespace

Result<std::unique_ptr<LogWriter>> TrustingLog::claim(Partition partition, std::string_view owner,
                                                      std::string_view nonce) {
  const auto claimed = TRY(log_->claim(partition, owner, nonce));
  return std::unique_ptr<LogWriter>(
      std::make_unique<TrustingWriter>(TRY(log_->producer()), topic_, partition, claimed->claim()));
}

}  // namespace fettle::bench
