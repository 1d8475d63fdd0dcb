// bench/run on a broker that it starts by itself, as whoever measures has it; and the program that
// shows on a real broker why claims are needed (ops/decisions/005).
#include <doctest/doctest.h>

#include "test/support/command.hpp"
#include "test/support/kafka.hpp"
#include "test/support/temp_folder.hpp"

using fettle::test::CommandRun;
using fettle::test::run_command;
using fettle::test::TempFolder;

namespace {

// Four owners fight for one partition of the tests' broker.
CommandRun fight(const std::string& options) {
  const auto url = "kafka://" + fettle::test::kafka_of_a_test().servers;
  return run_command("'" FETTLE_BUILD "/bench_kafka_claims' '" + url + "' --seconds 4 " + options +
                     " 2>&1");
}

bool has(const CommandRun& ran, const std::string& part) {
  return ran.text.find(part) != std::string::npos;
}

// The count behind these words is there, and is not zero.
void check_breaks(const std::string& option, const std::string& words) {
  const auto broken = fight(option);
  INFO(broken.text);
  CHECK(broken.status == 1);
  CHECK(has(broken, words));
  CHECK_FALSE(has(broken, words + "0,"));
}

}  // namespace

TEST_CASE("the bench runs on Kafka: its log holds what was acknowledged, and no broker is left") {
  const TempFolder folder;
  const auto out = "'" + folder.path().string() + "'";
  const auto ran = run_command("FETTLE_TEST_NO_SKIP=1 '" FETTLE_SOURCE_ROOT
                               "/bench/run' --smoke --build '" FETTLE_BUILD "' --out " +
                               out + " kafka 2>&1");
  CHECK_MESSAGE(ran.status == 0, ran.text);
  CHECK(has(ran, "kafka: durable commands on Kafka, of bare librdkafka: "));
  CHECK(has(ran, " acknowledged commands, all on the log"));
  CHECK(run_command("pgrep -f '" + folder.path().string() + ".*[s]erver.properties'").status == 1);
}

TEST_CASE("claims keep one order while owners fight for a partition: nothing is missing or twice") {
  const auto held = fight("");
  INFO(held.text);
  CHECK(held.status == 0);
  CHECK(has(held, "\n  conflicts 0, acknowledged but missing 0, done twice 0\n"));
  CHECK_FALSE(has(held, " 0 void"));
  CHECK_FALSE(has(held, " 0 commands acknowledged"));
}

TEST_CASE("owners that compare no offsets lose what was acknowledged, and the bench says so") {
  check_breaks("--without-offset-check", "\n  conflicts 0, acknowledged but missing ");
}

TEST_CASE("owners without the reader's rule decide on a stale state, and the bench says so") {
  check_breaks("--without-reader-rule", "\n  conflicts ");
}
