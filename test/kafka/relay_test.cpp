// A clean stream of the events in a topic of its own, whatever kills the relay.
#include "adapters/kafka_log/relay/relay.hpp"

#include <atomic>
#include <fstream>
#include <future>

#include "adapters/kafka_log/kafka_reader.hpp"
#include "adapters/kafka_log/relay/relay_target.hpp"
#include "core/commit_reader.hpp"
#include "core/header_names.hpp"
#include "test/kafka/two_partitions.hpp"
#include "test/support/child.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {
namespace {

using kafka::RelayPlan;

RelayPlan plan_of(const KafkaSettings& settings, const std::string& topic) {
  RelayPlan plan;
  plan.target = settings;
  plan.topic = topic;
  plan.until = RelayPlan::Until::end_of_log;
  plan.stop_asked = [] { return false; };
  plan.on_outage = [](const Fault& fault) { MESSAGE(fault.code, ": ", fault.detail); };
  return plan;
}

// A topic as its log port shows it; its prefix makes `<prefix>.events` of it.
std::vector<std::string> ids_in(Log& log, Partition partition,
                                std::vector<Record>* records = nullptr) {
  std::vector<std::string> ids;
  const auto reader = must(log.read(partition, Offset{0}));
  const auto end = must(log.durable_end(partition));
  for (Offset at{0}; at < end;) {
    for (const auto& [offset, record] : must(reader->next(1 << 20, std::chrono::seconds(5)))) {
      ids.emplace_back(record.header("ce_id").value_or("no CloudEvent"));
      if (records != nullptr) records->push_back(Record::copy_of(record));
      at = next(offset);
    }
  }
  return ids;
}

// The events that count, as the log's own readers see them.
std::vector<std::string> ids_by_rule(Log& log, Partition partition) {
  auto reader = must(CommitReader::open(log, Checkpoint::beginning(log.id(), partition)));
  std::vector<std::string> ids;
  while (reader.checkpoint().next < must(log.durable_end(partition))) {
    for (const auto& commit : must(reader.next(1 << 20, std::chrono::seconds(5)))) {
      for (const auto& record : commit.records) ids.emplace_back(*record.header("ce_id"));
    }
  }
  return ids;
}

// Reads a topic that no claim begins: the log's readers without the log.
std::vector<Record> records_of(const KafkaSettings& settings, const std::string& topic,
                               Partition partition) {
  kafka::Consumers consumers(settings, topic);
  kafka::KnownEnd known;
  kafka::KafkaReader reader(must(consumers.start(partition, Offset{0})), Offset{0}, known,
                            settings.answer_timeout);
  std::vector<Record> found;
  while (true) {
    const auto records = must(reader.next(1 << 20, std::chrono::milliseconds(0)));
    if (records.empty()) return found;
    for (const auto& [offset, record] : records) found.push_back(Record::copy_of(record));
  }
}

std::vector<std::string> ids_of(const std::vector<Record>& records) {
  std::vector<std::string> ids;
  for (const auto& record : records) {
    ids.emplace_back(record.view().header("ce_id").value_or("no CloudEvent"));
  }
  return ids;
}

struct Relaying : TwoPartitions {
  const std::string topic = settings.prefix + ".clean";

  Result<kafka::Relayed> relay_it() {
    const auto log_of_relay = reader();
    return kafka::relay(*log_of_relay, plan_of(settings, topic));
  }
  std::vector<Record> relayed_in(Partition partition) {
    return records_of(settings, topic, partition);
  }
  void many(ShopLog& shop, const std::string& tenant, int count) {
    std::promise<void> last;
    for (int n = 1; n <= count; ++n) {
      const auto store = "many" + std::to_string(n);
      shop.write(shop.build(tenant, {event_of("store", store, StoreCreated{"n", "a"}),
                                     event_of("store", store, BayAdded{BayId("b"), "bay"})}),
                 [&, n](Result<Offset> first) {
                   if (!first) throw std::runtime_error(first.error().detail);
                   if (n == count) last.set_value();
                 });
    }
    last.get_future().get();
  }
};

}  // namespace

TEST_CASE("what is relayed is each event once, in order, without claims and void records") {
  Relaying on;
  on.write_as_stale_owner(on.south, Partition{1}, "south");
  CHECK(must(on.relay_it()).events == 14);
  for (const auto partition : {Partition{0}, Partition{1}}) {
    const auto records = on.relayed_in(partition);
    CHECK(ids_of(records) == ids_by_rule(*on.log, partition));
    CHECK(ids_in(*on.log, partition).size() > records.size());
    for (const auto& record : records) {
      CHECK(record.view().header("ce_specversion") == "1.0");
      CHECK(record.view().header("content-type") == "application/json");
      CHECK_FALSE(record.view().header(header::claim));
      CHECK_FALSE(record.view().header(header::n));
      const auto position = parse_position(*record.view().header("fettle_position"));
      REQUIRE(position);
      CHECK(position->log == on.log->id());
      CHECK(position->partition == partition);
    }
  }
}

TEST_CASE("a relay that is run again relays only what is new") {
  Relaying on;
  REQUIRE(on.relay_it());
  CHECK(must(on.relay_it()).events == 0);
  arrive(on.north, "north", "2");
  CHECK(must(on.relay_it()).events == 2);
  CHECK(ids_of(on.relayed_in(Partition{0})) == ids_by_rule(*on.log, Partition{0}));
}

TEST_CASE("a relay goes on inside a commit of which only the beginning arrived") {
  Relaying on;
  auto reader =
      must(CommitReader::open(*on.log, Checkpoint::beginning(on.log->id(), Partition{1})));
  const auto before = reader.checkpoint();
  const auto read = must(reader.next(1 << 20, std::chrono::seconds(5)));
  REQUIRE(read.size() >= 2);
  REQUIRE(read[1].records.size() == 3);
  {
    const auto target = must(kafka::RelayTarget::open(on.settings, on.topic, 2));
    kafka::RelayTarget::Lane lane(*target, Partition{1}, Offset{0});
    REQUIRE(lane.send(kafka::relayed(read[0].records[0], {read[0].last, 0}, before).view()));
    REQUIRE(lane.send(kafka::relayed(read[1].records[0], {read[1].last, 0}, before).view()));
    REQUIRE(lane.settle());
  }
  REQUIRE(on.relay_it());
  CHECK(ids_of(on.relayed_in(Partition{1})) == ids_by_rule(*on.log, Partition{1}));
}

TEST_CASE("two relays to one topic are noticed by the broker's answers") {
  Relaying on;
  const auto record = on.south.build("south", {event_of("store", "s2", StoreCreated{"two", ""})});
  const auto marked = kafka::relayed(record[0].view(), {Offset{9}, 0},
                                     Checkpoint::beginning(on.log->id(), Partition{1}));
  const auto one = must(kafka::RelayTarget::open(on.settings, on.topic, 2));
  const auto other = must(kafka::RelayTarget::open(on.settings, on.topic, 2));
  kafka::RelayTarget::Lane first(*one, Partition{1}, Offset{0});
  kafka::RelayTarget::Lane second(*other, Partition{1}, Offset{0});
  REQUIRE(first.send(marked.view()));
  REQUIRE(first.settle());
  REQUIRE(second.send(marked.view()));
  CHECK(second.settle().error().code == "relay_not_alone");
}

TEST_CASE("a relay refuses a topic that is not its own, by name") {
  Relaying on;
  const auto refusal = [&](const KafkaSettings& settings, const std::string& topic) {
    const auto outcome = kafka::relay(*on.log, plan_of(settings, topic));
    return outcome ? "relayed" : outcome.error().code;
  };
  // The events' topic begins with a claim, which no relay writes.
  CHECK(refusal(on.settings, on.settings.events()) == "relay_target_not_ours");
  auto one = on.settings;
  one.partitions = 1;
  REQUIRE(kafka::ensure_topics(one, {kafka::owners_topic(one)}));
  CHECK(refusal(on.settings, on.settings.owners()) == "relay_partitions");
  REQUIRE(on.relay_it());
  Relaying another;
  CHECK(kafka::relay(*another.log, plan_of(on.settings, on.topic)).error().code ==
        "relay_of_another_log");
}

namespace {

// A log whose reader ends the process at its n-th reading of a partition.
class DeadlyLog final : public Log {
 public:
  DeadlyLog(Log& log, std::atomic<int>& readings_left) : log_(log), left_(readings_left) {}

  LogId id() const override { return log_.id(); }
  std::uint32_t partitions() const override { return log_.partitions(); }
  Result<std::unique_ptr<LogWriter>> claim(Partition, std::string_view, std::string_view) override {
    return Fault{FaultKind::closed, "log_read_only", ""};
  }
  Result<Offset> durable_end(Partition partition) override { return log_.durable_end(partition); }
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override {
    return std::unique_ptr<LogReader>(
        std::make_unique<Reader>(TRY(log_.read(partition, from)), left_));
  }

 private:
  class Reader final : public LogReader {
   public:
    Reader(std::unique_ptr<LogReader> reader, std::atomic<int>& left)
        : reader_(std::move(reader)), left_(left) {}
    Result<std::vector<StoredRecord>> next(std::size_t, std::chrono::milliseconds wait) override {
      constexpr std::size_t few = 20'000;
      if (--left_ < 0) die_like_a_killed_process();
      return reader_->next(few, wait);
    }
    void wake() override { reader_->wake(); }

   private:
    std::unique_ptr<LogReader> reader_;
    std::atomic<int>& left_;
  };

  Log& log_;
  std::atomic<int>& left_;
};

}  // namespace

TEST_CASE("child: relays until it is killed" * doctest::skip()) {
  std::ifstream told(child_folder() + "/told");
  auto settings = kafka_of_a_test(2);
  std::string topic;
  int readings = 0;
  told >> settings.prefix >> topic >> readings;
  const auto log = must(KafkaLog::open_read_only(settings));
  std::atomic<int> left = readings;
  DeadlyLog deadly(*log, left);
  CHECK(kafka::relay(deadly, plan_of(settings, topic)));
}

TEST_CASE("a relay that is killed again and again leaves each event once, in order") {
  constexpr int rounds_max = 30, readings_a_round = 15;
  Relaying on;
  on.many(on.north, "north", 400);
  on.many(on.south, "south", 400);
  const std::size_t all = ids_by_rule(*on.log, Partition{0}).size();
  const TempFolder folder;
  std::ofstream(folder.path() / "told")
      << on.settings.prefix << ' ' << on.topic << ' ' << readings_a_round;
  int killed = 0, cut_short = 0;
  while (killed < rounds_max) {
    const auto status = status_of_child("child: relays until it is killed", folder.path().string());
    if (!WIFSIGNALED(status)) {
      CHECK(WEXITSTATUS(status) == 0);
      break;
    }
    ++killed;
    const auto there = on.relayed_in(Partition{0}).size();
    if (there > 0 && there < all) ++cut_short;
  }
  CHECK(cut_short >= 2);
  for (const auto partition : {Partition{0}, Partition{1}}) {
    CHECK(ids_of(on.relayed_in(partition)) == ids_by_rule(*on.log, partition));
  }
}

}  // namespace fettle::test
