// A real broker that is asleep while many appends go to it. Some of them it gets twice, since the
// client gives up waiting and sends them again; by the producer's numbers it knows them.
#include <map>
#include <thread>

#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "adapters/system/dice.hpp"
#include "test/contract/log_contract.hpp"
#include "test/kafka/answers.hpp"
#include "test/support/kafka_cluster.hpp"

namespace fettle::test {
namespace {

struct OnOne {
  KafkaCluster broker{""};
  const KafkaSettings settings{.servers = broker.servers(), .partitions = 2, .message_timeout = 6s};
  const Partition partition{1};
  SystemDice dice;
  std::unique_ptr<KafkaLog> log = opened();

  std::unique_ptr<KafkaLog> opened() {
    REQUIRE(kafka::ensure_topics(settings, {kafka::events_topic(settings)}));
    auto result = KafkaLog::open(settings, dice);
    if (!result) FAIL(result.error().code, ": ", result.error().detail);
    return std::move(result).value();
  }
};

}  // namespace

TEST_CASE("of many appends to a broker that sleeps none is lost or there twice when it wakes") {
  constexpr std::size_t count = 2'000;
  OnOne on;
  auto writer = claimed(on);
  Answers answers;
  const auto append = [&](std::size_t n) {
    writer->append(commit_of(*writer, n, std::to_string(n)), answers.next());
  };
  for (std::size_t n = 0; n < count / 2; ++n) append(n);
  REQUIRE(answers.first(1)[0]);
  on.broker.pause(1);
  for (std::size_t n = count / 2; n < count; ++n) append(n);
  // Longer than the client waits for an answer, shorter than it tries to send a message.
  std::this_thread::sleep_for(on.settings.message_timeout * 3 / 4);
  CHECK(answers.first(1).size() < count);
  on.broker.resume(1);
  const auto answered = answers.first(count);

  writer = claimed_again(on);
  CHECK(appended(*writer, commit_of(*writer, 0, "last")) >= next(writer->claim()));
  std::map<std::string, Offset> lying;
  for (const auto& [offset, value] : read_to_end(on, Offset{0})) {
    const bool is_first = value.empty() || lying.emplace(value, offset).second;
    CHECK_MESSAGE(is_first, value, " lies there twice");
  }
  for (std::size_t n = 0; n < count; ++n) {
    if (answered[n]) CHECK(lying[std::to_string(n)] == *answered[n]);
  }
}

}  // namespace fettle::test
