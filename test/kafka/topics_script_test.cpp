// ops/kafka-topics, which makes topics where nodes may not: they are what nodes demand of them, and
// its users may do what they need, and no more.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "adapters/kafka_log/topics.hpp"
#include "test/support/command.hpp"

namespace fettle::kafka {
namespace {

std::string printed(const std::string& options) {
  const auto run = test::run_command("'" FETTLE_SOURCE_ROOT "/ops/kafka-topics' print " + options);
  CHECK(run.status == 0);
  return run.text;
}

// What a line gives: the words behind each option, like --partitions 12 --config name=value.
using Options = std::multimap<std::string, std::string>;

std::vector<Options> calls_of(const std::string& text, const std::string& wanted) {
  std::vector<Options> calls;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string tool, option, word;
    Options options;
    for (words >> tool; words >> word;) {
      if (word.starts_with("--")) {
        option = word;
      } else {
        options.emplace(option, word);
      }
    }
    if (tool == wanted) calls.push_back(std::move(options));
  }
  return calls;
}

std::vector<std::string> all_of(const Options& options, const std::string& name) {
  std::vector<std::string> words;
  const auto [begin, end] = options.equal_range(name);
  for (auto at = begin; at != end; ++at) words.push_back(at->second);
  return words;
}

std::string one_of(const Options& options, const std::string& name) {
  const auto words = all_of(options, name);
  REQUIRE(words.size() == 1);
  return words[0];
}

struct Made {
  std::string partitions, copies;
  std::map<std::string, std::string> settings;
};

std::map<std::string, Made> topics_of(const std::string& text) {
  std::map<std::string, Made> made;
  for (const auto& call : calls_of(text, "kafka-topics.sh")) {
    auto& topic = made[one_of(call, "--topic")];
    topic = {one_of(call, "--partitions"), one_of(call, "--replication-factor"), {}};
    for (const auto& setting : all_of(call, "--config")) {
      const auto equals = setting.find('=');
      topic.settings[setting.substr(0, equals)] = setting.substr(equals + 1);
    }
  }
  return made;
}

// By user: "Read topic NAME", and of all groups that begin so "Read group NAME*".
using Rights = std::map<std::string, std::set<std::string>>;

std::vector<std::string> things_of(const Options& call) {
  const bool many = call.contains("--resource-pattern-type");
  if (many) CHECK(one_of(call, "--resource-pattern-type") == "prefixed");
  std::vector<std::string> things;
  for (const auto* kind : {"topic", "group"}) {
    for (const auto& name : all_of(call, std::string("--") + kind)) {
      things.push_back(std::string(kind) + " " + name + (many ? "*" : ""));
    }
  }
  CHECK_FALSE(things.empty());
  return things;
}

Rights rights_of(const std::string& text) {
  Rights rights;
  for (const auto& call : calls_of(text, "kafka-acls.sh")) {
    auto& of_user = rights[one_of(call, "--allow-principal")];
    for (const auto& thing : things_of(call)) {
      for (const auto& operation : all_of(call, "--operation")) {
        of_user.insert(operation + " " + thing);
      }
    }
  }
  return rights;
}

std::set<std::string> that_begin(const std::set<std::string>& all, std::string_view with) {
  std::set<std::string> found;
  for (const auto& one : all) {
    if (one.starts_with(with)) found.insert(one);
  }
  return found;
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

TEST_CASE("only an owner may write events and routes; a consumer may read the events and no more") {
  using Set = std::set<std::string>;
  const auto rights =
      rights_of(printed("--prefix shop --owner ann --reader bob --relay rae:copy --consumer cleo"));
  REQUIRE(rights.size() == 4);
  const auto &ann = rights.at("User:ann"), &bob = rights.at("User:bob");
  CHECK(that_begin(ann, "Write ") ==
        Set{"Write topic shop.events", "Write topic shop.keys", "Write topic shop.routes"});
  CHECK(that_begin(bob, "Write ") == Set{"Write topic shop.keys"});
  CHECK(that_begin(rights.at("User:rae"), "Write ") == Set{"Write topic copy"});
  CHECK(rights.at("User:cleo") ==
        Set{"Describe topic shop.events", "Read group cleo*", "Read topic shop.events"});
  // Every node compares the settings of all topics before it serves.
  for (const auto* topic : {"events", "owners", "routes", "keys"}) {
    for (const auto* node : {&ann, &bob}) {
      CHECK(node->contains(std::string("Read topic shop.") + topic));
      CHECK(node->contains(std::string("DescribeConfigs topic shop.") + topic));
    }
  }
  CHECK(ann.contains("Read group shop-owners"));
  CHECK_FALSE(bob.contains("Read group shop-owners"));
}

}  // namespace fettle::kafka
