// A cluster that speaks TLS and asks for a password, reached by the file that the setting
// kafka.properties_file names.
#include <condition_variable>
#include <mutex>

#include "adapters/cli/tools/kafka_properties.hpp"
#include "adapters/kafka_log/group.hpp"
#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/membership.hpp"
#include "adapters/kafka_log/routes.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "adapters/system/dice.hpp"
#include "test/contract/log_contract.hpp"
#include "test/support/kafka_cluster.hpp"

namespace fettle::test {
namespace {

struct Secure {
  KafkaCluster broker{"--secure"};
  KafkaSettings settings = read();
  const Partition partition{1};
  SystemDice dice;
  std::unique_ptr<KafkaLog> log;

  KafkaSettings read() const {
    const auto properties = cli::read_properties(broker.path() / "client.properties");
    REQUIRE(properties);
    // It has just come, and what else the machine does may keep it from answering for a while.
    return {.servers = broker.servers(),
            .properties = *properties,
            .partitions = 2,
            .answer_timeout = 60s};
  }
};

void check_log(Secure& on) {
  on.log = *KafkaLog::open(on.settings, on.dice);
  const auto writer = claimed(on);
  CHECK(appended(*writer, commit_of(*writer, 0, "a")) == Offset{1});
  CHECK(read_to_end(on, Offset{1}) == std::vector<Read>{{Offset{1}, "a"}});
}

void check_group(const Secure& on) {
  std::mutex mutex;
  std::condition_variable changed;
  std::set<Partition> dealt;
  const auto member = kafka::Membership::join(on.settings, {"secure-owners", on.settings.owners(),
                                                            [&](const std::set<Partition>& ours) {
                                                              const std::lock_guard lock(mutex);
                                                              dealt = ours;
                                                              changed.notify_all();
                                                            },
                                                            [](const Fault&) {}, "http://node-1"});
  REQUIRE(member);
  {
    std::unique_lock lock(mutex);
    REQUIRE(changed.wait_for(lock, 30s, [&] { return dealt.size() == 2; }));
  }
  const auto members = kafka::members_of(on.settings, "secure-owners");
  REQUIRE(members);
  CHECK(members->size() == 1);
}

void check_routes(const Secure& on) {
  const auto routes = Routes::open(on.settings, [&] { return on.log->producer(); });
  REQUIRE(routes);
  REQUIRE((*routes)->announce_owner(on.partition, Offset{0}, "http://node-1"));
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (!(*routes)->owner(on.partition)) REQUIRE(std::chrono::steady_clock::now() < deadline);
  CHECK((*routes)->owner(on.partition)->url == "http://node-1");
}

void check_turned_away(const KafkaSettings& settings, const std::string& code) {
  const auto began = std::chrono::steady_clock::now();
  const auto refused = kafka::ensure_topics(settings, {kafka::events_topic(settings)});
  CHECK(std::chrono::steady_clock::now() - began < 30s);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == code);
  CHECK(refused.error().kind == FaultKind::unavailable);
  CHECK(refused.error().detail.find("kafka.properties_file") != std::string::npos);
  const auto unread = KafkaLog::open_read_only(settings);
  REQUIRE_FALSE(unread);
  CHECK(unread.error().code == code);
}

TEST_CASE("over TLS with a password topics, log, group and routes work; without, it is said why") {
  Secure on;
  const auto made = kafka::ensure_topics(
      on.settings, {kafka::events_topic(on.settings), kafka::owners_topic(on.settings),
                    kafka::routes_topic(on.settings)});
  REQUIRE_MESSAGE(made, made.error().code << ": " << made.error().detail);
  check_log(on);
  check_group(on);
  check_routes(on);

  auto wrong = on.settings;
  wrong.properties["sasl.password"] = "another";
  check_turned_away(wrong, "kafka_authentication");
  auto distrustful = on.settings;
  distrustful.properties.erase("ssl.ca.location");
  check_turned_away(distrustful, "kafka_ssl");
}

TEST_CASE("a file of properties that cannot be read is refused, without saying what is in it") {
  TempFolder folder;
  const auto path = folder.path() / "kafka.properties";
  CHECK(cli::read_properties(path).error().code == "kafka_properties_unreadable");
  std::ofstream(path) << "# ours\n\nsasl.username=fettle\nsasl.password=a=b\n";
  const auto read = cli::read_properties(path);
  REQUIRE(read);
  CHECK(*read ==
        std::map<std::string, std::string>{{"sasl.username", "fettle"}, {"sasl.password", "a=b"}});
  std::ofstream(path) << "sasl.username=fettle\nsecret words\n";
  const auto malformed = cli::read_properties(path);
  REQUIRE_FALSE(malformed);
  CHECK(malformed.error().code == "kafka_properties_malformed");
  CHECK(malformed.error().detail.find("line 2") != std::string::npos);
  CHECK(malformed.error().detail.find("secret") == std::string::npos);
}

}  // namespace
}  // namespace fettle::test
