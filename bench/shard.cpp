// How many durable commands a second one shard decides, without HTTP: the ceiling of the faces.
// Usage: bench_shard [commands] [in flight]; prints one line.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <semaphore>

#include "adapters/file_keys/file_keys.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/dice.hpp"
#include "core/shard/shard_thread.hpp"
#include "test/support/toy_domain.hpp"

namespace {

using namespace fettle;

template <class Command>
Submission submission(Command command, std::string key, std::function<void(Outcome)> done) {
  return {.tenant = TenantId("demo"),
          .caller = {AccountId("anna"), "front_desk", "admin", ""},
          .type = &command_type<Command>(),
          .command = std::make_shared<const Command>(std::move(command)),
          .key = std::move(key),
          .request_hash = std::string(64, 'a'),
          .route = "POST /toy",
          .if_match = {},
          .correlation_id = {},
          .causation_id = {},
          .traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          .done = std::move(done)};
}

}  // namespace

int main(int argc, char** argv) {
  const int commands = argc > 1 ? std::atoi(argv[1]) : 200'000;
  const int in_flight = argc > 2 ? std::atoi(argv[2]) : 64;
  const auto folder = std::filesystem::path("/tmp/fettle-bench-shard");
  std::filesystem::remove_all(folder);
  const auto domain = toy::domain();
  SystemClock clock;
  SystemDice dice;
  segment_log::PosixDisk disk;
  auto keys = *FileKeys::open({.folder = folder / "keys",
                               .master_key_file = folder / "master.key",
                               .master_key = FileKeysOptions::Missing::create},
                              dice);
  auto log = *segment_log::SegmentLog::open(disk, (folder / "log").string(), LogId("log-1"),
                                            {.segment_bytes = 64 << 20, .scrub = {}});
  auto snapshots = *RocksSnapshots::open(folder / "snapshots", {});
  auto shard = *ShardThread::start(domain, {*log, *snapshots, *keys, clock, dice}, {}, {});
  std::counting_semaphore<> places(in_flight);
  int refused = 0;
  const auto done = [&](const Outcome& outcome) {
    if (!std::holds_alternative<Accepted>(outcome)) ++refused;
    places.release();
  };
  places.acquire();
  shard->submit(submission(toy::MakeTenant{Text<1, 20>("auto")}, "t", done));
  std::vector<std::string> boxes;
  for (int i = 0; i < 1000; ++i) {
    places.acquire();
    shard->submit(
        submission(toy::MakeBox{Text<1, 40>("box " + std::to_string(i)), Text<1, 40>("label"), {}},
                   "b" + std::to_string(i), [&](const Outcome& outcome) {
                     boxes.push_back(std::get<Accepted>(outcome).id);
                     places.release();
                   }));
  }
  for (int i = 0; i < in_flight; ++i) places.acquire();
  places.release(in_flight);
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < commands; ++i) {
    places.acquire();
    const auto& box = boxes[static_cast<std::size_t>(i) % boxes.size()];
    shard->submit(submission(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(1)},
                             "k" + std::to_string(i), done));
  }
  for (int i = 0; i < in_flight; ++i) places.acquire();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  fmt::print("{} durable commands in {:.2f} s, {:.0f}/s at {} in flight, {} refused\n", commands,
             took.count(), commands / took.count(), in_flight, refused);
  shard.reset();
  snapshots.reset();  // its threads may still be deleting files
  std::filesystem::remove_all(folder);
}
