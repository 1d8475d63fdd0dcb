// The routes that nodes tell each other on a real broker: where a tenant lies, and whose word of a
// partition is the newest.
#include "adapters/kafka_log/routes.hpp"

#include "core/partitioning.hpp"
#include "test/http/client.hpp"
#include "test/support/kafka.hpp"
#include "test/support/kafka_keys.hpp"

namespace fettle::test {
namespace {

using http::test::eventually;

struct RoutesOfNodes {
  KafkaSettings settings = kafka_of_a_test(2);
  KeysNode node{settings, 7};
  std::unique_ptr<Routes> teller, reader;

  RoutesOfNodes() {
    REQUIRE(kafka::ensure_topics(settings, {kafka::routes_topic(settings)}));
    teller = opened();
    reader = opened();
  }
  std::unique_ptr<Routes> opened() {
    auto routes = Routes::open(settings, node.get_producer());
    REQUIRE(routes);
    return *std::move(routes);
  }
};

TEST_CASE("the partition of a new tenant is announced, and every node sends its commands there") {
  RoutesOfNodes on;
  const TenantId tenant("x");
  const auto by_name = chosen_partition(tenant, 2);
  const Partition other{1 - number(by_name)};
  CHECK(on.reader->partition_of(tenant) == by_name);

  REQUIRE(on.teller->announce_tenant(tenant, other));
  CHECK(eventually([&] { return on.reader->partition_of(tenant) == other; }));
  CHECK(on.opened()->partition_of(tenant) == other);  // also at a node that comes later

  REQUIRE(on.teller->announce_tenant(tenant, by_name));
  CHECK(eventually([&] { return on.reader->partition_of(tenant) == by_name; }));
  CHECK(on.opened()->partition_of(tenant) == by_name);
}

TEST_CASE("an owner that says later that it serves by an older claim does not win") {
  RoutesOfNodes on;
  const Partition shared{0}, marker{1};
  REQUIRE(on.teller->announce_owner(shared, Offset{9}, "http://node-2"));
  REQUIRE(on.teller->announce_owner(shared, Offset{5}, "http://node-1"));
  REQUIRE(on.teller->announce_owner(marker, Offset{0}, "http://node-1"));
  REQUIRE(eventually([&] { return on.reader->owner(marker).has_value(); }));  // all has come
  const auto later = on.opened();
  for (const auto* routes : {on.reader.get(), later.get()}) {
    REQUIRE(routes->owner(shared));
    CHECK(routes->owner(shared)->url == "http://node-2");
    CHECK(routes->owner(shared)->claim == Offset{9});
  }
  REQUIRE(on.teller->announce_owner(shared, Offset{12}, "http://node-1"));
  CHECK(eventually([&] { return on.reader->owner(shared)->url == "http://node-1"; }));
}

TEST_CASE("an owner knows which of its claims to say again before compaction leaves an older one") {
  RoutesOfNodes on;
  const Partition late{0}, quiet{1};
  const std::string owner = "http://node-2";
  REQUIRE(on.teller->announce_owner(quiet, Offset{3}, owner));
  REQUIRE(on.teller->announce_owner(late, Offset{9}, owner));
  CHECK(on.opened()->overwritten(owner).empty());
  REQUIRE(on.teller->announce_owner(late, Offset{5}, "http://node-1"));
  const std::map<Partition, Offset> expected{{late, Offset{9}}};
  CHECK(eventually([&] { return on.reader->overwritten(owner) == expected; }));
  CHECK(on.reader->overwritten("http://node-1").empty());
  REQUIRE(on.teller->announce_owner(late, Offset{9}, owner));
  CHECK(eventually([&] { return on.reader->overwritten(owner).empty(); }));
}

}  // namespace
}  // namespace fettle::test
