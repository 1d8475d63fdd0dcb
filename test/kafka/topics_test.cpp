// Topics that are not as they must be, on the broker that FETTLE_TEST_KAFKA names.
#include "adapters/kafka_log/topics.hpp"

#include <doctest/doctest.h>

#include "test/support/kafka.hpp"

namespace fettle::kafka {
namespace {

bool says(const Fault& fault, std::string_view words) {
  return fault.detail.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("topics that are as they must be are made once, and found again") {
  const auto settings = test::kafka_of_a_test();
  CHECK(ensure_topics(settings, {events_topic(settings), routes_topic(settings)}));
  CHECK(ensure_topics(settings, {events_topic(settings), routes_topic(settings)}));
}

TEST_CASE("a topic of another number of partitions is refused, with the remedy") {
  auto settings = test::kafka_of_a_test(2);
  REQUIRE(ensure_topics(settings, {events_topic(settings)}));
  for (const std::uint32_t wrong : {1U, 3U}) {
    settings.partitions = wrong;
    const auto checked = ensure_topics(settings, {events_topic(settings)});
    REQUIRE(!checked);
    CHECK(checked.error().kind == FaultKind::mismatch);
    CHECK(checked.error().code == "topic_partitions");
    CHECK(says(checked.error(), "has 2 partitions"));
    CHECK(says(checked.error(), "kafka.partitions"));
  }
}

TEST_CASE("a topic that would lose or refuse what must be kept is refused, with the remedy") {
  using Setting = std::pair<std::string, std::string>;
  for (const auto& [name, value] :
       {Setting{"retention.ms", "60000"}, Setting{"max.message.bytes", "1000"},
        Setting{"cleanup.policy", "compact"}, Setting{"min.insync.replicas", "2"},
        Setting{"flush.messages", "2"}, Setting{"unclean.leader.election.enable", "true"}}) {
    CAPTURE(name);
    const auto settings = test::kafka_of_a_test();
    const auto right = events_topic(settings);
    auto wrong = right;
    wrong.settings[name] = value;
    REQUIRE(make_when_missing(settings, wrong));
    const auto checked = ensure_topics(settings, {right});
    REQUIRE(!checked);
    CHECK(checked.error().code == "topic_settings");
    CHECK(says(checked.error(), "kafka-configs --alter"));
    CHECK(says(checked.error(), name + "=" + right.settings.at(name)));
  }
}

}  // namespace fettle::kafka
