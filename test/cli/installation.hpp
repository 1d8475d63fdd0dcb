// A small installation in a folder of its own: the real log, keys and snapshots under a real shard,
// with the toy domain.
#pragma once

#include <doctest/doctest.h>

#include <future>

#include "adapters/file_keys/file_keys.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "core/shard/shard_thread.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"
#include "test/support/toy_domain.hpp"

namespace fettle::test {

inline constexpr Moment opening_time{Micros{1'763'700'000'000'000}};

class Installation {
 public:
  Installation() : data_(folder_.path() / "data") { start(); }
  // On a folder that is there already: a restored one.
  explicit Installation(std::filesystem::path data) : data_(std::move(data)), sent_(1'000) {
    start();
  }

  void start() {
    std::filesystem::create_directories(data_);
    keys = must(FileKeys::open({.folder = data_ / "keys",
                                .master_key_file = data_ / "master.key",
                                .master_key = FileKeysOptions::Missing::create},
                               dice));
    log = must(segment_log::SegmentLog::open(disk, (data_ / "log").string(), LogId("log-1"),
                                             {.segment_bytes = 1 << 20, .scrub = {}}));
    snapshots = must(RocksSnapshots::open(data_ / "snapshots", {}));
    shard = must(ShardThread::start(domain, {*log, *snapshots, *keys, clock, dice}, {}, {}));
  }
  void stop() {
    shard.reset();
    snapshots.reset();
    log.reset();
    keys.reset();
  }

  template <class Command>
  Accepted send(Command command, std::string tenant = "demo", std::string key = "") {
    if (key.empty()) key = "key-" + std::to_string(++sent_);
    std::promise<Outcome> answer;
    auto outcome = answer.get_future();
    shard->submit({.tenant = TenantId(std::move(tenant)),
                   .caller = {AccountId("anna"), "front_desk", "admin", ""},
                   .type = &command_type<Command>(),
                   .command = std::make_shared<const Command>(command),
                   .key = std::move(key),
                   .request_hash = json_of(command),
                   .route = "POST /toy",
                   .if_match = {},
                   .correlation_id = "",
                   .causation_id = "",
                   .traceparent = "",
                   .done = [&answer](Outcome o) { answer.set_value(std::move(o)); }});
    const auto got = outcome.get();
    REQUIRE(std::holds_alternative<Accepted>(got));
    return std::get<Accepted>(got);
  }
  void make_tenant(const std::string& name) { send(toy::MakeTenant{Text<1, 20>("toy")}, name); }
  std::string make_box(const std::string& name, const std::string& tenant = "demo") {
    return send(toy::MakeBox{Text<1, 40>(name), Text<1, 40>("label of " + name), std::nullopt},
                tenant)
        .id;
  }
  Accepted add_things(const std::string& box, std::int64_t count) {
    return send(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(count)});
  }

  const std::filesystem::path& data() const { return data_; }

  template <class T>
  static T must(Result<T> result) {
    if (!result) FAIL(result.error().code << ": " << result.error().detail);
    return *std::move(result);
  }

 private:
  TempFolder folder_;
  std::filesystem::path data_;
  int sent_ = 0;

 public:
  Domain domain = toy::domain();
  TestClock clock{opening_time};
  TestDice dice{7};
  segment_log::PosixDisk disk;
  std::unique_ptr<FileKeys> keys;
  std::unique_ptr<segment_log::SegmentLog> log;
  std::unique_ptr<RocksSnapshots> snapshots;
  std::unique_ptr<ShardThread> shard;
};

}  // namespace fettle::test
