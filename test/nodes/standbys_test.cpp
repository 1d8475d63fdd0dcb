// How many real nodes fold a partition beside its owner.
#include <fmt/format.h>

#include <numeric>

#include "test/nodes/node.hpp"

namespace fettle::test {
namespace {

// Three nodes that may own the two partitions, and have shared them out.
struct Nodes {
  explicit Nodes(int standbys)
      : place(std::chrono::seconds(6), {fmt::format("FETTLE_NODE_STANDBYS={}", standbys)}) {
    for (auto& node : all) node.wait_until_serving();
    REQUIRE(comes([&] {
      return sum("partitions_owned") == 2 && sum("partitions_serving") == 2 &&
             sum("partitions_without_owner") == 0;
    }));
  }
  std::uint64_t sum(const std::string& gauge) const {
    return std::accumulate(
        std::begin(all), std::end(all), std::uint64_t{0},
        [&](auto so_far, const auto& node) { return so_far + node.gauge(gauge).value_or(9); });
  }

  const Place place;
  Node all[3] = {{place, "command"}, {place, "command"}, {place, "command"}};
};

TEST_CASE("each partition has the configured number of standbys, as long as there are nodes") {
  const Nodes one(1);
  CHECK(comes([&] { return one.sum("partitions_standby") == 2; }));
  CHECK(one.sum("partitions_standby") == 2);  // it stays so
  const Nodes many(7);
  CHECK(comes([&] { return many.sum("partitions_standby") == 4; }));
}

TEST_CASE("nodes that are told to have no standbys fold nothing beside the owner") {
  const Nodes none(0);
  CHECK(none.sum("partitions_standby") == 0);
}

}  // namespace
}  // namespace fettle::test
