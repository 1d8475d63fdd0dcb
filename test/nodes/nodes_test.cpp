// Real nodes on a real broker: begun together in an empty place, and what they tell of partitions.
#include "adapters/http/tokens.hpp"
#include "test/nodes/node.hpp"

namespace fettle::test {
namespace {

TEST_CASE("nodes that begin together in an empty place serve with one key of each kind") {
  const Place place(std::chrono::seconds(2));
  Node nodes[] = {{place, "query"}, {place, "query"}, {place, "query"}};
  for (auto& node : nodes) node.wait_until_serving();
  CHECK(must(http::read_token_keys((place.shared.path() / "tokens").string())).size() == 1);
  // Beside the secret that was there: nothing that was on its way to a name is left.
  CHECK(std::distance(std::filesystem::directory_iterator(place.shared.path()), {}) == 3);
}

TEST_CASE(
    "a tenant is made at a node that only begins: the command comes again until it is taken") {
  const Place place(std::chrono::seconds(2));
  Node node(place, "command");
  node.wait_until_listening();
  const auto made = node.command({"tenant", "create", "north"});
  INFO(made.output);
  CHECK(made.exit == 0);
  CHECK(made.output.find("1 commands accepted") != std::string::npos);
}

TEST_CASE("partitions whose owner died are told by another node, until an owner is back") {
  const Place place(std::chrono::seconds(2));
  Node owner(place, "command"), watcher(place, "query");
  owner.wait_until_serving();
  watcher.wait_until_serving();
  CHECK(comes([&] { return owner.tells(2, 2, 0); }));
  CHECK(comes([&] { return watcher.tells(0, 0, 0); }));
  owner.kill();
  CHECK(comes([&] { return watcher.tells(0, 0, 2); }));
  Node heir(place, "command");
  heir.wait_until_serving();
  CHECK(comes([&] { return heir.tells(2, 2, 0); }));
  CHECK(comes([&] { return watcher.tells(0, 0, 0); }));
}

}  // namespace
}  // namespace fettle::test
