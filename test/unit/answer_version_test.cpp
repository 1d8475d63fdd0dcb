#include "core/answer_version.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace fettle {
namespace {

std::uint64_t told(const std::vector<Reached>& commit) {
  return answer_version(commit.size(), [&](std::size_t i) { return commit[i]; });
}

}  // namespace

TEST_CASE("an answer tells the version of the first event's aggregate after the commit") {
  CHECK(told({{"job", "a", 4}}) == 4);
  CHECK(told({{"job", "a", 4}, {"payment", "p", 1}, {"job", "a", 5}}) == 5);
  CHECK(told({{"job", "a", 4}, {"job", "b", 9}}) == 4);
}

TEST_CASE("an aggregate of another type with the same id is another one") {
  CHECK(told({{"tenant", "demo", 1}, {"settings", "demo", 7}}) == 1);
}

}  // namespace fettle
