// What lies on the topics is CloudEvents for readers that know nothing of us: kcat reads, Debian's
// python3-jsonschema judges.
#include "adapters/kafka_log/relay/relay.hpp"
#include "test/kafka/two_partitions.hpp"
#include "test/support/command.hpp"

namespace fettle::test {
namespace {

CommandRun judge(const KafkaSettings& settings, const std::string& topic) {
  const std::string root = FETTLE_SOURCE_ROOT;
  return run_command("/usr/bin/python3 '" + root + "/test/kafka/cloud_events.py' '" +
                     settings.servers + "' '" + topic + "' '" + root +
                     "/schemas/published/events' 2>&1");
}

// A whole order and its shop: most of the events that a workshop has.
struct FullShop : TwoPartitions {
  const std::string clean = settings.prefix + ".clean";
  FullShop() {
    whole_order(north, "north", "1");
    kafka::RelayPlan plan;
    plan.target = settings;
    plan.topic = clean;
    plan.until = kafka::RelayPlan::Until::end_of_log;
    plan.stop_asked = [] { return false; };
    plan.on_outage = [](const Fault&) {};
    events = must(kafka::relay(*log, plan)).events;
  }
  std::uint64_t events = 0;
};

}  // namespace

TEST_CASE("the events' topic is CloudEvents in binary mode that fit their published schemas") {
  FullShop on;
  const auto judged = judge(on.settings, on.settings.events());
  CHECK_MESSAGE(judged.status == 0, judged.text);
  CHECK(judged.text == "events " + std::to_string(on.events) + " other 3\n");  // three claims
}

TEST_CASE("a relayed topic is CloudEvents and nothing else") {
  FullShop on;
  const auto judged = judge(on.settings, on.clean);
  CHECK_MESSAGE(judged.status == 0, judged.text);
  CHECK(on.events > 20);
  CHECK(judged.text == "events " + std::to_string(on.events) + " other 0\n");
}

TEST_CASE("the judge of CloudEvents finds an event that breaks the rules") {
  TwoPartitions on;
  const auto refused = [&](const Record& record) {
    on.put(Partition{1}, record.view());
    return judge(on.settings, on.settings.events()).status != 0;
  };
  CHECK(judge(on.settings, on.settings.events()).status == 0);
  const auto good = on.south.build("south", {event_of("store", "s2", StoreCreated{"two", ""})});
  Record data("south", R"({"name":7})");
  good[0].view().each_header([&](const Header& one) { data.add(one); });
  CHECK(refused(data));
}

TEST_CASE("the judge of CloudEvents finds an event without a source") {
  TwoPartitions on;
  const auto good = on.south.build("south", {event_of("store", "s2", StoreCreated{"two", ""})});
  Record sourceless("south", good[0].view().value());
  good[0].view().each_header([&](const Header& one) {
    if (one.name != "ce_source") sourceless.add(one);
  });
  on.put(Partition{1}, sourceless.view());
  CHECK(judge(on.settings, on.settings.events()).status != 0);
}

}  // namespace fettle::test
