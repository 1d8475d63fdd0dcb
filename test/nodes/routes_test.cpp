// Where real nodes send what is not theirs to answer: the routes are a hint, and the log decides.
#include "adapters/kafka_log/routes.hpp"

#include "test/nodes/tenant_of_nodes.hpp"

namespace fettle::test {
namespace {

constexpr unsigned accepted = 201, unavailable = 503;

void check_refused(const http::test::Reply& reply, const std::string& code) {
  INFO(reply.head << reply.body);
  CHECK(reply.status == unavailable);
  CHECK(reply.body.find('"' + code + '"') != std::string::npos);
  REQUIRE(reply.headers.contains("retry-after"));
  CHECK(whole_number<std::uint64_t>(reply.headers.at("retry-after")).value_or(0) > 0);
}

// "events 7" of what `fettle verify` says.
std::string events_on_the_log(const Node& node) {
  const auto verified = node.fettle({"verify"});
  REQUIRE_MESSAGE(verified.exit == 0, verified.output);
  const auto at = verified.output.find("events ");
  REQUIRE(at != std::string::npos);
  return verified.output.substr(at, verified.output.find(',', at) - at);
}

using Words = std::map<std::string, std::vector<std::string>>;  // by key, in the order of the log

Words told_on(const KafkaSettings& settings) {
  Words told;
  {
    // All that there is has been visited when it is open, and nothing more once it ends.
    const auto topic = kafka::CompactedTopic::open(
        settings, settings.routes(), {}, [&](Offset, std::string_view key, auto value) {
          told[std::string(key)].emplace_back(value.value_or(""));
        });
    REQUIRE(topic);
  }
  return told;
}

TEST_CASE("an owner that serves writes its claim to the routes, and each new tenant's partition") {
  const Place place;
  Node owner(place, "command");
  owner.wait_until_serving();
  const Operator shop(tenant_of(Partition{1}), owner);
  shop.make_tenant(owner);
  Words told;
  CHECK(comes([&] {
    told = told_on(place.settings);
    return told.contains("p/0") && told.contains("p/1") && told.contains("t/" + shop.tenant());
  }));
  for (const auto* partition : {"p/0", "p/1"}) {
    REQUIRE(told.contains(partition));
    const auto word = told[partition].front();
    CAPTURE(word);
    CHECK(whole_number<std::uint64_t>(word.substr(0, word.find(' '))));
    CHECK(word.ends_with(' ' + owner.url()));
  }
  CHECK(told["t/" + shop.tenant()].back() == "1");
}

TEST_CASE("an owner says its claim again when an older one was told after it") {
  const Place place;
  Node owner(place, "command");
  owner.wait_until_serving();
  const auto said = [&] { return told_on(place.settings)["p/0"]; };
  REQUIRE(comes([&] { return !said().empty(); }));
  const std::shared_ptr producer = must(kafka::Producer::open(place.settings));
  const auto routes = must(Routes::open(place.settings, [&] { return producer; }));
  const std::string nobody = "http://127.0.0.1:1";
  REQUIRE(routes->announce_owner(Partition{0}, Offset{0}, nobody));
  CHECK(comes([&] {
    const auto words = said();
    return std::ranges::count(words, "0 " + nobody) == 1 && words.back().ends_with(owner.url());
  }));
}

TEST_CASE("without an owner a command is answered 503 owner_unknown, and when to come again") {
  const Place place;
  Node alone(place, "query");
  alone.wait_until_serving();
  const Operator shop("north", alone);
  check_refused(shop.open_store(alone, "s-1"), "owner_unknown");
  CHECK(events_on_the_log(alone) == "events 0");
}

TEST_CASE("a route that lies is a hint only: who owns nothing refuses, and the same key goes on") {
  const Place place;
  Node owner(place, "command"), named(place, "query"), asked(place, "query");
  for (auto* node : {&owner, &named, &asked}) node->wait_until_serving();
  const Partition partition{0}, other{1};
  const Operator shop(tenant_of(partition), owner);
  shop.make_tenant(owner);
  const auto before = events_on_the_log(owner);

  const std::shared_ptr producer = must(kafka::Producer::open(place.settings));
  const auto routes = must(Routes::open(place.settings, [&] { return producer; }));
  REQUIRE(routes->announce_owner(partition, Offset{1'000'000}, named.url()));
  // Who is named owns nothing, so both lies show.
  REQUIRE(routes->announce_owner(other, Offset{1'000'000}, "http://127.0.0.1:1"));
  REQUIRE(comes([&] { return asked.gauge("partitions_without_owner") == 2; }));

  check_refused(shop.open_store(asked, "s-1"), "not_owner");
  CHECK(events_on_the_log(owner) == before);
  const auto opened = shop.open_store(owner, "s-1");  // it asks no route
  CHECK_MESSAGE(opened.status == accepted, opened.body);

  REQUIRE(routes->announce_owner(partition, Offset{1'000'001}, owner.url()));
  REQUIRE(routes->announce_owner(other, Offset{1'000'001}, owner.url()));
  REQUIRE(comes([&] { return asked.gauge("partitions_without_owner") == 0; }));
  const auto repeated = shop.open_store(asked, "s-1");
  CHECK(repeated.status == opened.status);
  CHECK(repeated.body == opened.body);
}

}  // namespace
}  // namespace fettle::test
