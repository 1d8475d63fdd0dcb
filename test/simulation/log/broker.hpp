// Kafka, simulated as far as its promises go: each partition one order, records of anybody, and
// messages that are lost, late, doubled, or taken without saying where. Groups and sessions are in
// group.hpp.
#pragma once

#include <memory>
#include <set>

#include "core/claimed_appends.hpp"
#include "test/simulation/engine/process.hpp"
#include "test/simulation/log/stored_partition.hpp"

namespace fettle::sim {

// The cluster: it outlives every process.
struct Broker {
  LogId id{"the-kafka-log"};
  std::vector<StoredPartition> partitions;

  Offset add(Partition partition, Record record) {
    std::vector<Record> one;
    one.push_back(std::move(record));
    return partitions[number(partition)].add(std::move(one));
  }
};

// The log as one process sees it, with that process's one producer.
class BrokerLog final : public Log {
 public:
  BrokerLog(Stage stage, Process& process, Broker& broker);
  // Whoever waits for a message is told that nobody knows.
  ~BrokerLog() override;

  LogId id() const override { return broker_.id; }
  std::uint32_t partitions() const override {
    return static_cast<std::uint32_t>(broker_.partitions.size());
  }
  Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                           std::string_view nonce) override;
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override;
  Result<Offset> durable_end(Partition partition) override;

  // This process and the cluster do not reach each other until then.
  void cut_off_until(Moment when) { cut_off_until_ = std::max(cut_off_until_, when); }
  bool cut_off() const { return stage_.schedule.now() < cut_off_until_; }

 private:
  // Reports of one partition come in the order of sending.
  struct Lane {
    Moment arrived{Micros{0}};
    Moment told{Micros{0}};
  };
  enum class Fate { taken, nowhere, twice, lost, late };

  Result<void> reach();
  Result<void> send(Partition partition, RecordView record, Delivery& delivery);
  Fate draw_fate();
  void arrive(Moment when, Partition partition, Record record, std::shared_ptr<Offset> where);
  void tell(Lane& lane, Moment when, Delivery& delivery,
            std::function<Result<std::optional<Offset>>()> what);
  void tell_failing();
  Result<std::vector<Offset>> ask(Partition partition, Offset from, const ClaimState& rule,
                                  std::size_t count);

  Stage stage_;
  Process& process_;
  Broker& broker_;
  ProcessThread asking_;
  std::vector<Lane> lanes_;
  // One entry a message: an append has several.
  std::multiset<Delivery*> waiting_, failing_;
  Moment cut_off_until_{Micros{0}};
  std::uint64_t producer_ = 1;  // rises when one failed for good
};

}  // namespace fettle::sim
