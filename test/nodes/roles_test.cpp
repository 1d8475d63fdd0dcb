// Nodes that each do one thing: two that own, one that folds into PostgreSQL, one that answers
// queries; and what the tools beside them say of it.
#include "schemas/codec/document.hpp"
#include "test/nodes/tenant_of_nodes.hpp"
#include "test/support/postgres.hpp"

namespace fettle::test {
namespace {

struct NodesOfRoles {
  NodesOfRoles() {
    for (auto* node : {&first, &second, &projector, &query}) node->wait_until_serving();
  }

  TestDatabase database;
  const Place place{std::chrono::seconds(6),
                    {"FETTLE_POSTGRES_URL=" + database.url(), "FETTLE_NODE_STANDBYS=1"}};
  Node first{place, "command"}, second{place, "command"}, projector{place, "projector"},
      query{place, "query"};
};

// Of one partition, as `fettle status --json` has it: by whom it is served, to whom the groups have
// dealt it, and how far its rows are behind.
struct Shown {
  std::string owner, owner_member, projector_member;
  std::int64_t claim = -1, end = -1, lag = -1;
};

std::string text_in(const json::Document& of, std::string_view name) {
  const auto* found = of.find(name);
  return found == nullptr ? "" : *found->text();
}

std::int64_t number_in(const json::Document& of, std::string_view name) {
  const auto* found = of.find(name);
  return found == nullptr ? -1 : *found->whole();
}

std::vector<Shown> status_beside(const Node& node) {
  const auto done = node.fettle({"status", "--json"});
  const auto document = json::Document::parse(done.output);
  if (done.exit != 0 || !document) FAIL(done.output);
  std::vector<Shown> all;
  for (const auto& one : *document->find("partitions")->elements()) {
    const auto* claim = one.find("claim");
    all.push_back({text_in(one, "owner"), text_in(one, "owner_member"),
                   text_in(one, "projector_member"),
                   claim == nullptr ? -1 : number_in(*claim, "offset"), number_in(one, "end"),
                   number_in(one, "lag")});
  }
  return all;
}

TEST_CASE("nodes of one role each are one server: any takes commands, the query node shows rows") {
  NodesOfRoles on;
  for (const auto partition : {Partition{0}, Partition{1}}) {
    const Operator shop(tenant_of(partition), on.query);
    CAPTURE(shop.tenant());
    shop.make_tenant(on.query);
    const auto opened = shop.open_store(on.projector, "s-1");
    CHECK_MESSAGE(opened.status == 201, opened.body);
    const auto shown = shop.stores(on.query, opened.headers.at("fettle-position"));
    CHECK(shown.status == 200);
    CHECK_MESSAGE(shown.body.find(R"("id":"s-1")") != std::string::npos, shown.body);
    for (const auto* other : {&on.first, &on.second, &on.projector}) {
      CHECK(shop.stores(*other, "").status == 405);  // what is asked for is taken there only
    }
  }
  // Each owns one and stands by for the other's; who may not own counts for nothing in that.
  for (auto* node : {&on.first, &on.second}) {
    CHECK(comes([&] { return node->tells(1, 1, 0) && node->gauge("partitions_standby") == 1; }));
  }
  for (auto* node : {&on.projector, &on.query}) {
    CHECK(comes([&] { return node->tells(0, 0, 0) && node->gauge("partitions_standby") == 0; }));
  }
}

TEST_CASE("status beside nodes of several roles shows partitions, owners, claims and lag") {
  NodesOfRoles on;
  const Operator shop(tenant_of(Partition{1}), on.first);
  shop.make_tenant(on.query);
  std::vector<Shown> shown;
  CHECK(comes([&] {
    shown = status_beside(on.query);
    return std::ranges::all_of(shown, [](const Shown& one) { return one.lag == 0; });
  }));
  REQUIRE(shown.size() == 2);
  CHECK(std::set{shown[0].owner, shown[1].owner} == std::set{on.first.url(), on.second.url()});
  for (const auto& one : shown) {
    CHECK(one.owner_member.starts_with(one.owner));
    CHECK(one.projector_member.starts_with(on.projector.url()));
    CHECK(one.claim >= 0);
    CHECK(one.claim < one.end);
  }
  const auto table = on.query.fettle({"status"}).output;
  for (const auto& one : shown) CHECK(table.find(one.owner_member) != std::string::npos);
}

TEST_CASE("relay --once as a command brings what is on the log to a topic, and each event once") {
  const Place place;
  Node node(place, "command");
  node.wait_until_serving();
  for (const auto partition : {Partition{0}, Partition{1}}) {
    const Operator shop(tenant_of(partition), node);
    shop.make_tenant(node);
    CHECK(shop.open_store(node, "s-1").status == 201);
  }
  const auto topic = place.settings.prefix + ".clean";
  const auto relayed = node.fettle({"relay", "--to", topic, "--once"});
  CHECK(relayed.exit == 0);
  CHECK_MESSAGE(relayed.output.find("4 events relayed to " + topic) != std::string::npos,
                relayed.output);
  const auto again = node.fettle({"relay", "--to", topic, "--once"});
  CHECK(again.exit == 0);
  CHECK_MESSAGE(again.output.find("0 events relayed to " + topic) != std::string::npos,
                again.output);
}

}  // namespace
}  // namespace fettle::test
