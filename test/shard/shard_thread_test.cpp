// A shard on its own thread over the real log, snapshot store and keys: what many callers at once
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
        shard(*ShardThread::start(domain, {*log, *snapshots, *keys, clock, dice}, {}, {})) {}

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

const toy::MakeTenant make_tenant{Text<1, 20>("auto")};

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
