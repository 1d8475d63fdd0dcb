// The tools of the command line on a log of several partitions that lies on a real broker.
#include <algorithm>
#include <sstream>

#include "adapters/cli/tools/as_of.hpp"
#include "adapters/cli/tools/check_snapshots.hpp"
#include "adapters/cli/tools/doctor.hpp"
#include "adapters/cli/tools/replay.hpp"
#include "adapters/cli/tools/verify.hpp"
#include "core/hash_chain.hpp"
#include "core/header_names.hpp"
#include "schemas/codec/document.hpp"
#include "test/kafka/two_partitions.hpp"
#include "test/support/memory_snapshots.hpp"

namespace fettle::test {
namespace {

using json::Document;

// The north shop has 4 commits of 6 events and an arrival of 2, the south shop the first 4.
constexpr std::uint64_t north_events = 8, south_events = 6, commits = 10;

std::vector<Document> exported(TwoPartitions& on, const cli::ReplayPlan& plan = {}) {
  std::ostringstream out;
  const auto log = on.reader();
  must(cli::replay(*log, plan, on.dice, out, on.progress));
  std::vector<Document> events;
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) events.push_back(Document::of(line));
  return events;
}

std::int64_t of_tenant(const std::vector<Document>& events, const std::string& tenant) {
  return std::ranges::count_if(
      events, [&](const auto& event) { return *event.find("tenant") == Document(tenant); });
}

cli::Verification verified(TwoPartitions& on, const cli::Heads& against = {}) {
  const auto log = on.reader();
  return must(cli::verify(*log, against, on.progress, cli::Appends::single_records));
}

Record with_value(RecordView record, std::string_view value) {
  Record made(record.key(), value);
  record.each_header([&](const Header& header) { made.add(header); });
  return made;
}

TEST_CASE("replay gives the events of all partitions, and nothing of a stale owner") {
  TwoPartitions on;
  on.write_as_stale_owner(on.south, Partition{1}, "south");
  const auto events = exported(on);
  CHECK(of_tenant(events, "north") == north_events);
  CHECK(of_tenant(events, "south") == south_events);
  CHECK(events.size() == north_events + south_events);
  CHECK(events.front().find("fettleposition")->text()->starts_with(on.log->id().text() + ":0:"));
  CHECK(events.back().find("fettleposition")->text()->starts_with(on.log->id().text() + ":1:"));
}

TEST_CASE("replay from a position stays in its partition") {
  TwoPartitions on;
  cli::ReplayPlan plan;
  plan.filter.partition = Partition{1};
  plan.filter.from = Offset{2};
  const auto events = exported(on, plan);
  CHECK(of_tenant(events, "north") == 0);
  CHECK(of_tenant(events, "south") == south_events - 1);  // the claim lies at 0, the first at 1
}

TEST_CASE("a log that is opened for reading makes nothing, claims nothing, and says what is not") {
  TwoPartitions on;
  const auto ends = [&] {
    return std::pair(must(on.log->durable_end(Partition{0})),
                     must(on.log->durable_end(Partition{1})));
  };
  const auto before = ends();
  const auto reader = on.reader();
  CHECK(reader->id() == on.log->id());
  exported(on);
  verified(on);
  CHECK(reader->claim(Partition{1}, "reader", "nonce").error().code == "log_read_only");
  CHECK(ends() == before);

  const auto nothing = kafka_of_a_test(2);
  CHECK(KafkaLog::open_read_only(nothing).error().code == "log_not_found");
  CHECK(KafkaLog::open_read_only(nothing).error().code == "log_not_found");  // it made nothing
  auto narrow = on.settings;
  narrow.partitions = 1;
  CHECK(KafkaLog::open_read_only(narrow).error().code == "topic_partitions");
}

TEST_CASE("verify counts what all partitions hold, with a head for each tenant") {
  TwoPartitions on;
  const auto before = verified(on);
  CHECK(before.damage_count == 0);
  CHECK(before.events == north_events + south_events);
  CHECK(before.commits == commits);
  CHECK(before.claims == 3);  // the one that names the log too
  CHECK(before.void_records == 0);

  on.write_as_stale_owner(on.south, Partition{1}, "south");
  const auto found = verified(on, before.heads);
  CHECK(found.damage_count == 0);
  CHECK(found.events == before.events);
  CHECK(found.claims == before.claims + 2);
  CHECK(found.void_records >= 1);
  CHECK(found.records == found.events + found.claims + found.void_records);
  CHECK(cli::to_text(found.heads) == cli::to_text(before.heads));
}

TEST_CASE("verify finds a record that breaks its tenant's chain, by partition and offset") {
  TwoPartitions on;
  const auto built = on.south.build("south", {event_of("store", "s2", StoreCreated{"forged", ""})});
  const auto end = must(on.log->durable_end(Partition{1}));
  on.put(Partition{1}, with_value(built.front().view(), R"({"name":"other","address":""})").view());
  const auto found = verified(on);
  REQUIRE(found.damage_count == 1);
  CHECK(found.damage[0].code == "chain_broken");
  CHECK(found.damage[0].partition == Partition{1});
  CHECK(found.damage[0].offset == end);
}

TEST_CASE("verify finds by a noted head that a partition was written anew") {
  TwoPartitions on;
  auto heads = verified(on).heads;
  heads.at("north").hash[0] ^= 1;
  const auto found = verified(on, heads);
  REQUIRE(found.damage_count == 1);
  CHECK(found.damage[0].code == "head_missing");
}

TEST_CASE("a commit that is on its way is no damage, and no tool shows half of it") {
  TwoPartitions on;
  const auto built = on.south.build("south", {event_of("store", "s2", StoreCreated{"two", ""}),
                                              event_of("store", "s2", BayAdded{BayId("b"), "b"})});
  on.put(Partition{1}, built.front().view());
  CHECK(verified(on).damage_count == 0);
  CHECK(of_tenant(exported(on), "south") == south_events);
  MemorySnapshots folded;
  const auto log = on.reader();
  const auto found =
      must(cli::diagnose(on.domain, {*log, folded, on.keys, on.clock, on.dice, Partition{1}},
                         on.progress, on.progress));
  CHECK(found.healthy());
  CHECK(found.events == south_events);
}

TEST_CASE("state is shown as of a position of its own partition, and of no other") {
  TwoPartitions on;
  const auto log = on.reader();
  const cli::AsOfPorts ports{*log, on.domain, on.keys, on.dice};
  const auto key = must(cli::AggregateKey::parse("south/store/s1"));
  const auto at = [&](std::optional<cli::Instant> until) {
    return cli::state_as_of(ports, Partition{1}, key, until, on.progress);
  };
  CHECK(must(at(std::nullopt)).version == 3);
  CHECK(must(at(must(cli::parse_instant(log->id().text() + ":1:1", *log)))).version == 0);
  CHECK(at(must(cli::parse_instant(log->id().text() + ":0:1", *log))).error().code ==
        "position_of_another_partition");
  CHECK(cli::parse_instant("7", *log).error().code == "instant_malformed");
}

TEST_CASE("doctor and check fold each partition for itself") {
  TwoPartitions on;
  const auto log = on.reader();
  MemorySnapshots folded[2];
  for (std::uint32_t p = 0; p < 2; ++p) {
    const auto found =
        must(cli::diagnose(on.domain, {*log, folded[p], on.keys, on.clock, on.dice, Partition{p}},
                           on.progress, on.progress));
    CHECK(found.healthy());
    CHECK(found.events == (p == 0 ? north_events : south_events));
  }
  const auto check = [&](std::uint32_t stored, std::uint32_t partition) {
    MemorySnapshots scratch;
    return cli::check_snapshots(on.domain, folded[stored],
                                {*log, scratch, on.keys, on.clock, on.dice, Partition{partition}},
                                Micros(0), on.progress);
  };
  CHECK(must(check(1, 1)).difference_count == 0);
  CHECK(must(check(1, 1)).aggregates > 0);
  CHECK(check(0, 1).error().code == "snapshot_of_another_partition");
}

}  // namespace
}  // namespace fettle::test
