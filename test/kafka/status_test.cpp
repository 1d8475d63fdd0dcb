// What `fettle status` says of a log on a real broker, and of the groups that share it out.
#include <condition_variable>
#include <mutex>

#include "adapters/cli/tools/status.hpp"
#include "adapters/kafka_log/group.hpp"
#include "adapters/kafka_log/membership.hpp"
#include "test/kafka/two_partitions.hpp"

namespace fettle::test {
namespace {

TEST_CASE("status names each partition's end, and the newest claim with its owner") {
  TwoPartitions on;
  const auto log = on.reader();
  const auto before = must(cli::status_of(*log, Partition{1}));
  CHECK(before.end == Offset{7});  // a claim and six events
  REQUIRE(before.claim);
  CHECK(before.claim->offset == Offset{0});
  CHECK(before.claim->owner == "test");

  const auto claim = must(log->durable_end(Partition{1}));
  REQUIRE(on.log->claim(Partition{1}, "http://node-2", "nonce-2"));
  CHECK_THROWS(arrive(on.south, "south", "9"));  // void, and it names the older claim
  const auto after = must(cli::status_of(*log, Partition{1}));
  CHECK(after.claim->offset == claim);
  CHECK(after.claim->owner == "http://node-2");
  CHECK(number(after.end) > number(claim) + 1);
  CHECK(must(cli::status_of(*log, Partition{0})).claim->owner == "test");
}

TEST_CASE("status finds a claim behind many void records by its owner's word") {
  TwoPartitions on;
  const auto built = on.south.build("south", {event_of("store", "s2", StoreCreated{"two", ""})});
  const auto claim = must(on.log->durable_end(Partition{1}));
  REQUIRE(on.log->claim(Partition{1}, "http://node-2", "nonce-2"));
  for (int i = 0; i < 110; ++i) on.put(Partition{1}, built.front().view());
  const auto log = on.reader();
  CHECK(must(cli::status_of(*log, Partition{1})).claim->offset == Offset{0});
  const auto told =
      must(cli::status_of(*log, Partition{1}, cli::ClaimSeen{claim, "http://node-2"}));
  CHECK(told.claim->offset == claim);
  CHECK(told.owner == "http://node-2");
}

TEST_CASE("the members of a group are told with what they were dealt, by the names they give") {
  const auto settings = kafka_of_a_test(3);
  REQUIRE(kafka::ensure_topics(settings, {kafka::owners_topic(settings)}));
  const auto group = settings.prefix + "-owners";
  CHECK(must(kafka::members_of(settings, group)).empty());
  std::mutex mutex;
  std::condition_variable changed;
  std::set<Partition> dealt;
  const auto member =
      must(kafka::Membership::join(settings, {group, settings.owners(),
                                              [&](const std::set<Partition>& ours) {
                                                const std::lock_guard lock(mutex);
                                                dealt = ours;
                                                changed.notify_all();
                                              },
                                              [](const Fault&) {}, "http://node-1"}));
  {
    std::unique_lock lock(mutex);
    REQUIRE(changed.wait_for(lock, std::chrono::seconds(30), [&] { return dealt.size() == 3; }));
  }
  const auto members = must(kafka::members_of(settings, group));
  REQUIRE(members.size() == 1);
  CHECK(members[0].client == "http://node-1");
  CHECK(members[0].partitions == std::set{Partition{0}, Partition{1}, Partition{2}});
}

}  // namespace
}  // namespace fettle::test
