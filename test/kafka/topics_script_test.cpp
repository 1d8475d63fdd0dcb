// ops/kafka-topics, which makes topics where nodes may not, and what nodes demand of topics: the
// same.
#include <doctest/doctest.h>

#include <map>
#include <sstream>

#include "adapters/kafka_log/topics.hpp"
#include "test/support/command.hpp"

namespace fettle::kafka {
namespace {

std::string printed(const std::string& options) {
  const auto run = test::run_command("'" FETTLE_SOURCE_ROOT "/ops/kafka-topics' print " + options);
  CHECK(run.status == 0);
  return run.text;
}

struct Made {
  std::string partitions, copies;
  std::map<std::string, std::string> settings;
};

// By name, from lines like: kafka-topics.sh … --topic NAME --partitions 12 --config name=value …
std::map<std::string, Made> topics_of(const std::string& text) {
  std::map<std::string, Made> made;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string tool, name, word;
    Made topic;
    for (words >> tool; words >> word;) {
      std::string value;
      if (word == "--topic") words >> name;
      if (word == "--partitions") words >> topic.partitions;
      if (word == "--replication-factor") words >> topic.copies;
      if (word != "--config" || !(words >> value)) continue;
      const auto equals = value.find('=');
      topic.settings[value.substr(0, equals)] = value.substr(equals + 1);
    }
    if (tool == "kafka-topics.sh") made[name] = topic;
  }
  return made;
}

void check_same(const std::map<std::string, Made>& made, const TopicPlan& plan, int copies) {
  CAPTURE(plan.name);
  REQUIRE(made.contains(plan.name));
  const auto& topic = made.at(plan.name);
  CHECK(topic.partitions == std::to_string(plan.partitions));
  CHECK(topic.copies == std::to_string(copies));
  CHECK(topic.settings == plan.settings);
}

}  // namespace

TEST_CASE("ops/kafka-topics makes the topics that nodes demand, with one copy and with three") {
  for (const int copies : {1, 3}) {
    CAPTURE(copies);
    KafkaSettings settings;
    settings.prefix = "shop";
    settings.partitions = 7;
    settings.copies = static_cast<std::uint16_t>(copies);
    const auto made =
        topics_of(printed("--prefix shop --partitions 7 --copies " + std::to_string(copies)));
    CHECK(made.size() == 4);
    for (const auto& plan : {events_topic(settings), owners_topic(settings), routes_topic(settings),
                             keys_topic(settings)}) {
      check_same(made, plan, copies);
    }
  }
}

}  // namespace fettle::kafka
