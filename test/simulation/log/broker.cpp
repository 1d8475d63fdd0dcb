#include "test/simulation/log/broker.hpp"

namespace fettle::sim {
namespace {

constexpr Micros message_timeout{8'000'000};
constexpr Micros late_max{20'000'000};

Fault unknown(std::string code) {
  return {FaultKind::unavailable, std::move(code), "nobody knows what became of it"};
}

}  // namespace

BrokerLog::BrokerLog(Stage stage, Process& process, Broker& broker)
    : stage_(stage),
      process_(process),
      broker_(broker),
      asking_(stage, process),
      lanes_(broker.partitions.size()) {}

BrokerLog::~BrokerLog() {
  failing_.insert(waiting_.begin(), waiting_.end());
  tell_failing();
}

class BrokerWriter final : public LogWriter {
 public:
  explicit BrokerWriter(std::shared_ptr<ClaimedAppends> appends) : appends_(std::move(appends)) {}
  ~BrokerWriter() override { appends_->abandon(); }
  Offset claim() const override { return appends_->claim(); }
  void append(std::vector<Record> records, Done done) override {
    appends_->append(std::move(records), std::move(done));
  }

 private:
  std::shared_ptr<ClaimedAppends> appends_;
};

Result<void> BrokerLog::reach() {
  process_.may_crash();
  if (cut_off() || stage_.random.chance(stage_.faults.read_failed)) {
    return Fault{FaultKind::unavailable, "log_unreachable", "no answer"};
  }
  return {};
}

// A claim whose answer is lost may lie there, or come to lie there when nobody waits for it.
Result<std::unique_ptr<LogWriter>> BrokerLog::claim(Partition partition, std::string_view owner,
                                                    std::string_view nonce) {
  TRY(reach());
  auto claim = claim_record(owner, nonce);
  switch (draw_fate()) {
    case Fate::lost:
      return unknown("claim_unanswered");
    case Fate::late:
      arrive(stage_.schedule.now() + stage_.random.between(Micros{0}, late_max), partition,
             std::move(claim), nullptr);
      return unknown("claim_unanswered");
    case Fate::twice:
      broker_.add(partition, claim);
      break;
    case Fate::taken:
    case Fate::nowhere:
      break;
  }
  const auto at = broker_.add(partition, std::move(claim));
  process_.may_crash();
  auto send_one = [this, partition, producer = producer_](RecordView record,
                                                          Delivery& delivery) -> Result<void> {
    if (producer != producer_) {
      return Fault{FaultKind::closed, "producer_failed", "another one must be opened"};
    }
    return send(partition, record, delivery);
  };
  return std::unique_ptr<LogWriter>(std::make_unique<BrokerWriter>(std::make_shared<ClaimedAppends>(
      ClaimedAppends::Ports{
          std::move(send_one),
          [this, partition](Offset from, const ClaimState& rule, std::size_t count) {
            return ask(partition, from, rule, count);
          },
          asking_, [](Offset) {}},
      at, first_number(nonce))));
}

BrokerLog::Fate BrokerLog::draw_fate() {
  if (stage_.random.chance(stage_.faults.append_lost)) return Fate::lost;
  if (stage_.random.chance(stage_.faults.append_late)) return Fate::late;
  if (stage_.random.chance(stage_.faults.append_twice)) return Fate::twice;
  if (stage_.random.chance(stage_.faults.append_nowhere)) return Fate::nowhere;
  return Fate::taken;
}

Result<void> BrokerLog::send(Partition partition, RecordView record, Delivery& delivery) {
  process_.may_crash();
  if (stage_.random.chance(stage_.faults.producer_fatal)) {
    ++producer_;
    stage_.story.tell("producer fatal", "{}", process_.name());
    // What was on its way fails; some of it arrives.
    failing_.merge(waiting_);
    process_.later(stage_.random.between(Micros{1}, Micros{1'000}), [this] { tell_failing(); });
    return Fault{FaultKind::closed, "producer_failed", "another one must be opened"};
  }
  auto& lane = lanes_[number(partition)];
  const auto now = stage_.schedule.now();
  waiting_.insert(&delivery);
  auto fate = draw_fate();
  auto arrival = std::max({lane.arrived, now, cut_off_until_}) +
                 stage_.random.between(Micros{50}, Micros{1'500});
  if (arrival > now + message_timeout) fate = Fate::lost;
  if (fate == Fate::lost || fate == Fate::late) {
    stage_.story.tell(fate == Fate::lost ? "append lost" : "append late", "{}", process_.name());
    if (fate == Fate::late) {
      arrive(now + stage_.random.between(message_timeout, message_timeout + late_max), partition,
             Record::copy_of(record), nullptr);
    }
    tell(lane, now + message_timeout, delivery,
         []() -> Result<std::optional<Offset>> { return unknown("message_timed_out"); });
    return {};
  }
  lane.arrived = arrival;
  const auto where = std::make_shared<Offset>();
  arrive(arrival, partition, Record::copy_of(record), where);
  if (fate == Fate::twice) {
    arrive(arrival + stage_.random.between(Micros{0}, Micros{3'000}), partition,
           Record::copy_of(record), nullptr);
  }
  const auto told = std::max(arrival, lane.told) + stage_.random.between(Micros{50}, Micros{1'500});
  tell(lane, told, delivery,
       [where, nowhere = fate == Fate::nowhere]() -> Result<std::optional<Offset>> {
         if (nowhere) return std::optional<Offset>();
         return std::optional(*where);
       });
  return {};
}

// On its way whatever becomes of the sender.
void BrokerLog::arrive(Moment when, Partition partition, Record record,
                       std::shared_ptr<Offset> where) {
  stage_.schedule.at(when, [&broker = broker_, partition, record = std::move(record), where] {
    const auto at = broker.add(partition, record);
    if (where) *where = at;
  });
}

void BrokerLog::tell(Lane& lane, Moment when, Delivery& delivery,
                     std::function<Result<std::optional<Offset>>()> what) {
  lane.told = std::max(lane.told, when);
  process_.later(lane.told - stage_.schedule.now(),
                 [this, producer = producer_, &delivery, what = std::move(what)] {
                   if (producer != producer_) return;  // it was told when the producer failed
                   waiting_.erase(waiting_.find(&delivery));
                   delivery.delivered(what());
                 });
}

void BrokerLog::tell_failing() {
  for (auto* delivery : std::exchange(failing_, {}))
    delivery->delivered(unknown("producer_failed"));
}

Result<std::vector<Offset>> BrokerLog::ask(Partition partition, Offset from, const ClaimState& rule,
                                           std::size_t count) {
  const auto reader = TRY(read(partition, from));
  bool asked = false;
  return find_appended(*reader, rule, count, [&] { return !std::exchange(asked, true); });
}

Result<std::unique_ptr<LogReader>> BrokerLog::read(Partition partition, Offset from) {
  TRY(reach());
  const auto& stored = broker_.partitions[number(partition)];
  if (from > stored.end()) {
    return Fault{FaultKind::mismatch, "checkpoint_ahead_of_log", "beyond the log's end"};
  }
  return std::unique_ptr<LogReader>(
      std::make_unique<StoredReader>(stored, from, [this] { return reach(); }));
}

Result<Offset> BrokerLog::durable_end(Partition partition) {
  TRY(reach());
  return broker_.partitions[number(partition)].end();
}

}  // namespace fettle::sim
