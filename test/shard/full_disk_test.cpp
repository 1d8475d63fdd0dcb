// A full disk under a running shard: refused by name, nothing acknowledged lost, and service again
// with the space, without a restart.
#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "adapters/segment_log/segment_log.hpp"
#include "adapters/system/clock.hpp"
#include "core/shard/shard_thread.hpp"
#include "test/segment_log/faulty_disk.hpp"
#include "test/shard/shard_bench.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {
namespace {

constexpr std::uint64_t segment_bytes = 64 << 10;
const Fault no_space{FaultKind::full, "disk_full", "no space left on device"};

// A shard on a segment log whose disk a test can fill.
struct Shop {
  Shop() { start(); }

  void start() {
    log = *segment_log::SegmentLog::open(disk, (folder.path() / "log").string(), LogId("log-1"),
                                         {.segment_bytes = segment_bytes, .scrub = {}});
    ShardOptions options;
    options.retry_after = std::chrono::milliseconds(10);
    shard = *ShardThread::start(domain, {*log, snapshots, keys, clock, dice}, options, {});
  }
  void stop() {
    shard.reset();
    log.reset();
  }
  template <class Command>
  Outcome ask(Command command, const std::string& key) {
    std::promise<Outcome> promise;
    auto outcome = promise.get_future();
    shard->submit({.tenant = demo,
                   .caller = anna,
                   .type = &command_type<Command>(),
                   .command = std::make_shared<const Command>(command),
                   .key = key,
                   .request_hash = json_of(command),
                   .route = "POST /toy",
                   .if_match = {},
                   .correlation_id = {},
                   .causation_id = {},
                   .traceparent = {},
                   .done = [&promise](Outcome o) { promise.set_value(std::move(o)); }});
    return outcome.get();
  }
  // The same command of that number is always the same request.
  Outcome make_box(int n) {
    return ask(toy::MakeBox{Text<1, 40>("box " + std::to_string(n)), Text<1, 40>("red"), {}},
               "key-" + std::to_string(n));
  }
  Outcome once_there_is_space(int n) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    auto outcome = make_box(n);
    while (!std::holds_alternative<Accepted>(outcome) && std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
      outcome = make_box(n);
    }
    return outcome;
  }

  TempFolder folder;
  FaultyDisk disk;
  Domain domain = toy::domain();
  SystemClock clock;
  TestDice dice{7};
  MemoryKeys keys{dice};
  MemorySnapshots snapshots;
  std::unique_ptr<segment_log::SegmentLog> log;
  std::unique_ptr<ShardThread> shard;
};

FaultyDisk::Plan full_for(std::function<bool(const std::string& path)> path) {
  return [path = std::move(path)](Operation operation, const std::string& at) {
    return operation == Operation::write && path(at) ? std::optional(no_space) : std::nullopt;
  };
}

bool makes_room(const std::string& path) { return path.ends_with("filling.seg"); }
bool is_segment(const std::string& path) { return path.ends_with(".seg"); }

// Makes boxes until the disk says no; what was answered before, by number.
std::map<int, Accepted> until_full(Shop& shop, std::string& refused) {
  std::map<int, Accepted> accepted;
  for (int n = 0; n < 2'000 && refused.empty(); ++n) {
    const auto outcome = shop.make_box(n);
    if (const auto* yes = std::get_if<Accepted>(&outcome)) {
      accepted.emplace(n, *yes);
    } else {
      refused = code_of(outcome);
      CHECK(std::get<Fault>(outcome).kind == FaultKind::full);
    }
  }
  return accepted;
}

void check_repeats(Shop& shop, const std::map<int, Accepted>& answered) {
  for (const auto& [n, first] : answered) {
    const auto outcome = shop.make_box(n);
    REQUIRE(code_of(outcome) == "accepted");
    const auto& again = std::get<Accepted>(outcome);
    REQUIRE(again.repeated);
    REQUIRE(again.id == first.id);
    REQUIRE(again.position == first.position);
  }
}

}  // namespace

TEST_CASE("a full disk refuses commands by name, keeps what was answered, and serves again") {
  for (const auto& where : {makes_room, is_segment}) {
    Shop shop;
    REQUIRE(code_of(shop.ask(toy::MakeTenant{Text<1, 20>("auto")}, "t")) == "accepted");
    for (int n = 10'000; n < 10'010; ++n) REQUIRE(code_of(shop.make_box(n)) == "accepted");
    shop.disk.plan(full_for(where));
    std::string refused;
    auto answered = until_full(shop, refused);
    const auto turned_away = static_cast<int>(answered.size());
    CHECK(refused == "disk_full");
    // Still full: the same key again, and a command that would write nothing.
    CHECK(code_of(shop.make_box(turned_away)) == "disk_full");
    CHECK(code_of(shop.make_box(10'000)) == "disk_full");

    shop.disk.plan({});
    const auto retried = shop.once_there_is_space(turned_away);
    REQUIRE(code_of(retried) == "accepted");
    CHECK_FALSE(std::get<Accepted>(retried).repeated);
    answered.emplace(turned_away, std::get<Accepted>(retried));
    check_repeats(shop, answered);
    shop.stop();
    shop.snapshots.crash();  // all is folded from the log
    shop.start();
    check_repeats(shop, answered);
  }
}

TEST_CASE("a shard that meets the full disk again and again loses and doubles nothing") {
  Shop shop;
  REQUIRE(code_of(shop.ask(toy::MakeTenant{Text<1, 20>("auto")}, "t")) == "accepted");
  std::map<int, Accepted> answered;
  for (int round = 0; round < 5; ++round) {
    shop.disk.plan(full_for(is_segment));
    const int n = round;
    CHECK(code_of(shop.make_box(n)) == "disk_full");
    shop.disk.plan({});
    const auto outcome = shop.once_there_is_space(n);
    REQUIRE(code_of(outcome) == "accepted");
    answered.emplace(n, std::get<Accepted>(outcome));
  }
  check_repeats(shop, answered);
  std::set<std::string> ids;
  for (const auto& [n, accepted] : answered) ids.insert(accepted.id);
  CHECK(ids.size() == 5);
}

TEST_CASE("nothing is sent that names a key which could not be made durable") {
  ShardBench bench;
  bench.ask(toy::MakeTenant{Text<1, 20>("auto")});
  bench.keys.fail_with(Fault{FaultKind::full, "keys_full", ""});
  const auto end = bench.log.end();
  const toy::MakeBox box{Text<1, 40>("a"), Text<1, 40>("red"), {}};
  const auto refused = bench.send(box, "k");
  bench.shard->commit();
  bench.own.run();
  REQUIRE(refused->has_value());
  CHECK(code_of(**refused) == "keys_full");
  CHECK(bench.log.end() == end);

  bench.keys.fail_with(std::nullopt);
  bench.clock.move_by(std::chrono::seconds(5));
  bench.settle();
  const auto retried = bench.ask(box, "k");
  REQUIRE(code_of(retried) == "accepted");
  CHECK_FALSE(std::get<Accepted>(retried).repeated);
}

}  // namespace fettle::test
