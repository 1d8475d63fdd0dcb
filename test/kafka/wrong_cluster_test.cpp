// A data folder that belongs to one log, and an address that leads to another.
#include <doctest/doctest.h>

#include "adapters/cli/tools/log_of_folder.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "test/support/kafka.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {
namespace {

struct Node {
  TempFolder folder;
  SystemDice dice;

  Result<LogId> opens(const KafkaSettings& settings) {
    const auto log = TRY(cli::open_log_of(folder.path(), settings, dice));
    return log->id();
  }
};

Fault refusal(const Result<LogId>& opened) {
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == FaultKind::mismatch);
  CHECK(opened.error().code == "wrong_cluster");
  CHECK(opened.error().detail.find("correct log.url or kafka.prefix") != std::string::npos);
  return opened.error();
}

TEST_CASE("a node finds its own log again, and so does a node with an empty folder") {
  const auto settings = kafka_of_a_test();
  Node node, newcomer;
  const auto first = node.opens(settings);
  REQUIRE(first);
  CHECK(*node.opens(settings) == *first);
  CHECK(*newcomer.opens(settings) == *first);
}

TEST_CASE("a node of another log's folder is refused by an empty cluster, which stays empty") {
  const auto home = kafka_of_a_test(), elsewhere = kafka_of_a_test();
  Node node;
  REQUIRE(node.opens(home));
  CHECK(refusal(node.opens(elsewhere)).detail.find("has no topic") != std::string::npos);
  const auto made = kafka::find_topics(elsewhere, {kafka::events_topic(elsewhere)});
  REQUIRE_FALSE(made);
  CHECK(made.error().code == "log_not_found");
  CHECK(node.opens(home));
}

TEST_CASE("a node of another log's folder begins no log in topics that were made for it") {
  const auto home = kafka_of_a_test(), elsewhere = kafka_of_a_test();
  REQUIRE(kafka::ensure_topics(elsewhere, {kafka::events_topic(elsewhere)}));
  Node node;
  REQUIRE(node.opens(home));
  refusal(node.opens(elsewhere));
  CHECK(KafkaLog::open_read_only(elsewhere).error().code == "log_not_found");
}

TEST_CASE("a node of one log is refused by a cluster that holds another, and both are named") {
  const auto home = kafka_of_a_test(), elsewhere = kafka_of_a_test();
  Node node, other;
  const auto ours = node.opens(home), theirs = other.opens(elsewhere);
  REQUIRE(ours);
  REQUIRE(theirs);
  const auto words = refusal(node.opens(elsewhere)).detail;
  CHECK(words.find(ours->text()) != std::string::npos);
  CHECK(words.find(theirs->text()) != std::string::npos);
}

TEST_CASE("a folder whose note was deleted belongs to the log that it meets next") {
  const auto home = kafka_of_a_test(), elsewhere = kafka_of_a_test();
  Node node;
  REQUIRE(node.opens(home));
  std::filesystem::remove(node.folder.path() / "log.id");
  const auto anew = node.opens(elsewhere);
  REQUIRE(anew);
  CHECK(*node.opens(elsewhere) == *anew);
}

}  // namespace
}  // namespace fettle::test
