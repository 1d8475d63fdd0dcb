// A shard beside its callers over the real log, snapshot store and keys: what many callers at once
// are told is what a restart finds.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "adapters/file_keys/file_keys.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/dice.hpp"
#include "core/shard/shard_thread.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/toy_domain.hpp"

namespace fettle::test {
namespace {

struct Node {
  explicit Node(const std::filesystem::path& folder)
      : keys(*FileKeys::open({.folder = folder / "keys",
                              .master_key_file = folder / "master.key",
                              .master_key = FileKeysOptions::Missing::create},
                             dice)),
        log(*segment_log::SegmentLog::open(disk, (folder / "log").string(), LogId("log-1"),
                                           {.segment_bytes = 1 << 20, .scrub = {}})),
        snapshots(*RocksSnapshots::open(folder / "snapshots", {})),
        shard(*ShardThread::start(domain, {*log, *snapshots, *keys, clock, dice}, {},
                                  {.on_hosts = true})) {}

  template <class Command>
  std::future<Outcome> send(Command command, std::string key) {
    auto promise = std::make_shared<std::promise<Outcome>>();
    shard->submit({.tenant = TenantId("demo"),
                   .caller = {AccountId("anna"), "front_desk", "admin", ""},
                   .type = &command_type<Command>(),
                   .command = std::make_shared<const Command>(command),
                   .key = std::move(key),
                   .request_hash = json_of(command),
                   .route = "POST /toy",
                   .if_match = {},
                   .correlation_id = {},
                   .causation_id = {},
                   .traceparent = {},
                   .done = [promise](Outcome outcome) { promise->set_value(std::move(outcome)); }});
    return promise->get_future();
  }

  Domain domain = toy::domain();
  SystemClock clock;
  SystemDice dice;
  segment_log::PosixDisk disk;
  std::unique_ptr<FileKeys> keys;
  std::unique_ptr<segment_log::SegmentLog> log;
  std::unique_ptr<RocksSnapshots> snapshots;
  std::unique_ptr<ShardThread> shard;
};

// A thread that hands over, reads what comes back, and lends itself meanwhile: as an I/O thread.
class Lender final : public Host, public std::enable_shared_from_this<Lender> {
 public:
  bool wake_there(std::shared_ptr<Sleeper> sleeper) override {
    const std::lock_guard lock(mutex_);
    if (ended_) return false;
    sleepers_.push_back(std::move(sleeper));
    changed_.notify_one();
    return true;
  }

  // Until `done`, on the calling thread.
  void lend(const std::function<void()>& hand_over, const std::function<bool()>& done) {
    WakeUps wake_ups({}, shared_from_this());
    hand_over();
    wake_ups.flush();
    while (!done()) {
      std::vector<std::shared_ptr<Sleeper>> sleepers;
      {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::milliseconds(1), [&] { return !sleepers_.empty(); });
        sleepers.swap(sleepers_);
      }
      for (const auto& sleeper : sleepers) sleeper->wake();
      wake_ups.flush();
    }
  }

  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    sleepers_.clear();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Sleeper>> sleepers_;
  bool ended_ = false;
};

const toy::MakeTenant make_tenant{Text<1, 20>("auto")};

bool ready(const std::future<Outcome>& answer) {
  return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

TEST_CASE("commands of many threads are all durable, each once, and repeat alike after a restart") {
  TempFolder folder;
  constexpr int threads = 4, each = 50;
  std::string box;
  {
    Node node(folder.path());
    REQUIRE(std::holds_alternative<Accepted>(node.send(make_tenant, "t").get()));
    box = std::get<Accepted>(
              node.send(toy::MakeBox{Text<1, 40>("a"), Text<1, 40>("b"), {}}, "b").get())
              .id;
    std::atomic<int> accepted = 0;
    std::vector<std::jthread> callers;
    for (int t = 0; t < threads; ++t) {
      callers.emplace_back([&, t] {
        for (int i = 0; i < each; ++i) {
          const auto key = std::to_string(t) + "-" + std::to_string(i);
          auto first = node.send(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(1)}, key);
          auto again = node.send(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(1)}, key);
          const auto answers = std::pair(first.get(), again.get());
          if (std::get<Accepted>(answers.first).version ==
              std::get<Accepted>(answers.second).version) {
            ++accepted;
          }
        }
      });
    }
    callers.clear();
    CHECK(accepted == threads * each);
  }
  Node node(folder.path());
  const auto repeated = std::get<Accepted>(
      node.send(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(1)}, "3-49").get());
  CHECK(repeated.repeated);
  const auto next = std::get<Accepted>(
      node.send(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(1)}, "new").get());
  CHECK(next.version == 2 + threads * each);
}

// Two lend themselves in turn with a third that does not, and one ends while its work is on the
// way.
TEST_CASE("commands of threads that lend themselves are all durable, each once") {
  TempFolder folder;
  constexpr int each = 200;
  Node node(folder.path());
  node.send(make_tenant, "t").get();
  const auto box =
      std::get<Accepted>(node.send(toy::MakeBox{Text<1, 40>("a"), Text<1, 40>("b"), {}}, "b").get())
          .id;
  const auto send = [&](const std::string& key) {
    return node.send(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(1)}, key);
  };
  std::atomic<int> accepted = 0;
  std::vector<std::jthread> callers;
  for (int t = 0; t < 2; ++t) {
    callers.emplace_back([&, t] {
      const auto lender = std::make_shared<Lender>();
      for (int i = 0; i < each; ++i) {
        std::future<Outcome> answer;
        lender->lend([&] { answer = send(std::to_string(t) + "-" + std::to_string(i)); },
                     [&] { return ready(answer); });
        if (std::holds_alternative<Accepted>(answer.get())) ++accepted;
      }
      std::future<Outcome> last;
      lender->lend([&] { last = send(std::to_string(t) + "-last"); }, [] { return true; });
      lender->end();
      if (std::holds_alternative<Accepted>(last.get())) ++accepted;
    });
  }
  callers.emplace_back([&] {
    for (int i = 0; i < each; ++i) {
      if (std::holds_alternative<Accepted>(send("2-" + std::to_string(i)).get())) ++accepted;
    }
  });
  callers.clear();
  CHECK(accepted == 3 * each + 2);
  CHECK(std::get<Accepted>(send("next").get()).version == 3 * each + 4);
}

TEST_CASE("deleting the snapshots loses nothing") {
  TempFolder folder;
  std::string box;
  {
    Node node(folder.path());
    node.send(make_tenant, "t").get();
    box = std::get<Accepted>(
              node.send(toy::MakeBox{Text<1, 40>("a"), Text<1, 40>("b"), {}}, "b").get())
              .id;
  }
  std::filesystem::remove_all(folder.path() / "snapshots");
  Node node(folder.path());
  const auto again = std::get<Accepted>(
      node.send(toy::MakeBox{Text<1, 40>("a"), Text<1, 40>("b"), {}}, "b").get());
  CHECK(again.repeated);
  CHECK(again.id == box);
}

}  // namespace fettle::test
