// What waits for an owner: in order, bounded, and never past its deadline.
#include <doctest/doctest.h>

#include "adapters/http/nodes/owner_queues.hpp"

using namespace fettle;
using namespace fettle::http;

namespace {

const Deadline start{};
constexpr std::chrono::seconds second{1};

struct Bench {
  // The code of the refusal; empty: it waits.
  std::string add(const std::string& owner, const std::string& body, Deadline deadline) {
    Letter letter{owner, body, {}, deadline, {}};
    const auto added = queues.add(letter);
    CHECK(letter.body == (added ? "" : body));
    return added ? "" : added.error().code;
  }
  OwnerQueues queues{{.in_flight_max = 1, .outstanding_max = 3}};
};

std::string bodies(const std::vector<Letter>& letters) {
  std::string all;
  for (const auto& letter : letters) all += letter.body;
  return all;
}

}  // namespace

TEST_CASE("letters of one owner go one by one in their order, those of another beside them") {
  Bench bench;
  for (const auto* body : {"a", "b"}) bench.add("one", body, start + second);
  bench.add("two", "x", start + second);
  CHECK(bodies(bench.queues.take(start).to_send) == "ax");
  CHECK(bench.queues.take(start).to_send.empty());
  bench.queues.ended("one");
  CHECK(bodies(bench.queues.take(start).to_send) == "b");
}

TEST_CASE("a letter whose deadline passed while it waited is late, and not sent any more") {
  Bench bench;
  for (const auto* body : {"a", "b", "c"}) bench.add("one", body, start + second);
  CHECK(bodies(bench.queues.take(start).to_send) == "a");
  const auto due = bench.queues.take(start + second);
  CHECK(bodies(due.late) == "bc");
  CHECK(due.to_send.empty());
  bench.queues.ended("one");
  CHECK(bench.queues.take(start + second).to_send.empty());
}

TEST_CASE("what is under way counts to what is outstanding") {
  Bench bench;
  for (const auto* body : {"a", "b", "c"}) CHECK(bench.add("one", body, start) == "");
  CHECK(bench.add("one", "d", start + second) == "overloaded");
  CHECK(bench.add("two", "x", start + second) == "");
  CHECK(bodies(bench.queues.take(start - second).to_send) == "ax");
  CHECK(bench.add("one", "d", start + second) == "overloaded");
  bench.queues.ended("one");
  CHECK(bench.add("one", "d", start + second) == "");
}

TEST_CASE("once closed, nothing waits and nothing is added") {
  Bench bench;
  for (const auto* body : {"a", "b"}) bench.add("one", body, start + second);
  bench.queues.take(start);
  CHECK(bodies(bench.queues.close()) == "b");
  CHECK(bench.add("one", "c", start + second) == "shutting_down");
}
