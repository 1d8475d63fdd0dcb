// The chaos test of test/crash/chaos, for a minute; what it is worth is told by made-up lies and by
// two programs that are wrong. It starts its own brokers, nodes and database.
#include <doctest/doctest.h>

#include <cstdlib>

#include "test/journey/support/program.hpp"
#include "test/support/fetched_kafka.hpp"

using namespace fettle::journey;
using fettle::test::kafka_is_here;

namespace {

constexpr int short_faults = 10;  // as --short asks for
constexpr int partitions = 6;     // of its topic of events, each claimed at least once

std::string script(const std::string& path) { return std::string(FETTLE_SOURCE_ROOT) + path; }

Finished chaos(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"/usr/bin/env", "python3", script("/test/crash/chaos"),
                                       "--fettle", FETTLE_PROGRAM});
  return run(std::move(arguments));
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// The number behind these words at the begin of a line; without any: nothing was counted.
int counted(const std::string& text, const std::string& words) {
  const auto at = text.find("\n" + words + ": ");
  return at == std::string::npos ? 0 : std::atoi(text.c_str() + at + words.size() + 3);
}

}  // namespace

TEST_CASE("the checker of the chaos test finds every made-up lie, by its own rule") {
  const auto done = chaos({"--self-test"});
  INFO(done.output);
  CHECK(done.exit == 0);
  CHECK(holds(done.output, "\nOK\n"));
}

TEST_CASE("nodes and brokers die, sleep and are cut off: nothing is lost, doubled or lied about") {
  if (!kafka_is_here()) return;
  const auto done = chaos({"--short"});
  INFO(done.output);
  CHECK(done.exit == 0);
  CHECK(holds(done.output, ", 0 wrong\n"));
  CHECK(counted(done.output, "faults") >= short_faults);
  CHECK(counted(done.output, "accepted") > 0);
  CHECK(counted(done.output, "attempts") >= counted(done.output, "commands"));
  CHECK(counted(done.output, "commands") >= counted(done.output, "accepted"));
  CHECK(counted(done.output, "claims") >= partitions);
}

TEST_CASE("a writer that compares no offsets and a reader without the rule fail the chaos test") {
  if (!kafka_is_here()) return;
  const auto done = chaos({"--mutants", FETTLE_PROGRAM_FOLDER});
  INFO(done.output);
  CHECK(done.exit == 0);
  CHECK(holds(done.output, "0 of 3 judged wrongly\n"));
}
