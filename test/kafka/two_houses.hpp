// A business on the embedded log that moves to Kafka: the toy domain with several tenants, and the
// means to look into both logs.
#pragma once

#include <set>

#include "adapters/cli/tools/migrate.hpp"
#include "adapters/file_keys/master_key_file.hpp"
#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "core/header_names.hpp"
#include "core/partitioning.hpp"
#include "test/cli/installation.hpp"
#include "test/support/kafka.hpp"

namespace fettle::test {

inline const std::vector<std::string> businesses{"anna", "berta", "carla", "dora", "emma"};

inline void work(Installation& house, int boxes_each) {
  static int made = 0;
  for (int n = 0; n < boxes_each; ++n) {
    for (const auto& tenant : businesses) house.make_box("box " + std::to_string(++made), tenant);
  }
}

inline void open_businesses(Installation& house) {
  for (const auto& tenant : businesses) house.make_tenant(tenant);
}

struct NewHouse {
  explicit NewHouse(const std::filesystem::path& old, KafkaSettings on = kafka_of_a_test(4))
      : settings(std::move(on)) {
    REQUIRE(kafka::ensure_topics(settings,
                                 {kafka::events_topic(settings), kafka::keys_topic(settings)}));
    log = Installation::must(KafkaLog::open(settings, dice));
    keys = Installation::must(KafkaKeys::open(
        settings, [this] { return log->producer(); },
        Installation::must(file_keys::load_master_key(old / "master.key")), dice));
  }

  KafkaSettings settings;
  SystemDice dice;
  std::unique_ptr<KafkaLog> log;
  std::unique_ptr<KafkaKeys> keys;
};

// The house that is left, as `fettle migrate` opens it.
struct OldHouse {
  explicit OldHouse(const std::filesystem::path& data) {
    log = Installation::must(segment_log::SegmentLog::open(
        disk, (data / "log").string(), LogId("unused"), {.segment_bytes = 1 << 20, .scrub = {}}));
    keys = Installation::must(
        FileKeys::open({.folder = data / "keys", .master_key_file = data / "master.key"}, dice));
  }

  SystemDice dice;
  segment_log::PosixDisk disk;
  std::unique_ptr<segment_log::SegmentLog> log;
  std::unique_ptr<FileKeys> keys;
};

inline Result<cli::Migrated> move(OldHouse& from, NewHouse& to, Log& onto) {
  return cli::migrate({*from.log, *from.keys, onto, *to.keys, to.dice,
                       [](const std::string&) { return std::make_unique<cli::NoProgress>(); }});
}
inline Result<cli::Migrated> move(OldHouse& from, NewHouse& to) { return move(from, to, *to.log); }

// What every reader of a log sees of each tenant, but for what belongs to that log alone.
struct Story {
  std::map<std::string, std::vector<std::string>> events;
  std::map<std::string, std::set<Partition>> partitions;
  bool operator==(const Story& other) const { return events == other.events; }
};

inline std::string told(RecordView record) {
  std::string text(record.value());
  record.each_header([&](const Header& one) {
    if (one.name.starts_with("ce_") || one.name == header::hash) {
      text += '\n' + std::string(one.name) + '=' + std::string(one.value);
    }
  });
  return text;
}

inline Story story_of(Log& log) {
  Story story;
  for (std::uint32_t p = 0; p < log.partitions(); ++p) {
    cli::NoProgress nobody;
    REQUIRE(cli::read_on(log, Checkpoint::beginning(log.id(), Partition{p}), nobody,
                         [&](const StoredCommit& commit) -> Result<void> {
                           const std::string tenant(commit.tenant());
                           story.partitions[tenant].insert(Partition{p});
                           for (const auto& record : commit.records) {
                             story.events[tenant].push_back(told(record));
                           }
                           return {};
                         }));
  }
  return story;
}

inline std::vector<std::uint64_t> ends_of(Log& log) {
  std::vector<std::uint64_t> ends;
  for (std::uint32_t p = 0; p < log.partitions(); ++p) {
    ends.push_back(number(Installation::must(log.durable_end(Partition{p}))));
  }
  return ends;
}

// A shard that serves the moved log: one partition, folded from nothing.
struct Serving {
  Serving(Installation& house, NewHouse& on, const std::string& tenant)
      : snapshots(Installation::must(RocksSnapshots::open(folder.path(), {}))) {
    ShardOptions options;
    options.partition = chosen_partition(TenantId(tenant), on.log->partitions());
    shard = Installation::must(ShardThread::start(
        house.domain, {*on.log, *snapshots, *on.keys, house.clock, on.dice}, options, {}));
  }

  TempFolder folder;
  std::unique_ptr<RocksSnapshots> snapshots;
  std::unique_ptr<ShardThread> shard;
};

}  // namespace fettle::test
