// Real nodes, a relay and somebody else's consumer on a cluster that asks who may do what, with the
// rights that ops/kafka-topics gives.
#include "test/nodes/cluster_with_rights.hpp"
#include "test/nodes/tenant_of_nodes.hpp"
#include "test/support/postgres.hpp"

namespace fettle::test {
namespace {

constexpr int fine = 0, failed = 3;
constexpr std::string_view refused_topic = "Topic authorization failed";

struct Users {
  Users() { place.settings.servers = cluster.servers(); }

  Node node(const std::string& user, const std::string& roles) const {
    return {place, roles, {cluster.setting(user), "FETTLE_POSTGRES_URL=" + database.url()}};
  }
  journey::Finished relay(const std::string& user) const {
    const TempFolder data;
    return journey::run({FETTLE_PROGRAM, "relay", "--to", clean, "--once"},
                        {"FETTLE_LOG_URL=kafka://" + cluster.servers(), cluster.setting(user),
                         "FETTLE_KAFKA_PREFIX=" + place.settings.prefix,
                         "FETTLE_KAFKA_PARTITIONS=2", "FETTLE_DATA_DIR=" + data.path().string()});
  }
  CommandRun write(const std::string& user, const std::string& topic) const {
    return cluster.kcat(user, "-P -p 0 -t " + topic);
  }
  CommandRun read(const std::string& user, const std::string& group) const {
    return cluster.kcat(user, fmt::format("-X auto.offset.reset=earliest -f '%k\\n' -e -G {} {}",
                                          group, place.settings.events()));
  }

  const ClusterWithRights cluster{"ann,bob,rae,cleo"};
  TestDatabase database;
  Place place;
  const std::string clean = place.settings.prefix + ".clean";
};

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// "listening on" is said before the cluster is spoken to.
void check_told_in_one_line(const journey::Finished& done, std::string_view code,
                            const std::string& topic) {
  INFO(done.output);
  CHECK(done.exit == failed);
  const auto at = done.output.find(fmt::format("fettle: {}: ", code));
  REQUIRE(at != std::string::npos);
  CHECK(done.output.find('\n', at) == done.output.size() - 1);
  CHECK(holds(done.output.substr(at), topic));
  CHECK(holds(done.output.substr(at), "rights"));
}

void check_without_rights(const Users& on) {
  const auto& settings = on.place.settings;
  check_told_in_one_line(on.node("ann", "command").ended(), "kafka_topic_authorization_failed",
                         settings.events());
  check_told_in_one_line(on.relay("rae"), "log_not_found", settings.events());
}

// By whichever node a tenant comes first, and by whichever its commands.
void check_commands_and_rows(const Node& owner, const Node& reader) {
  for (const auto partition : {Partition{0}, Partition{1}}) {
    const Operator shop(tenant_of(partition), owner);
    const auto& first = partition == Partition{0} ? owner : reader;
    shop.make_tenant(first);
    for (const auto* id : {"s-1", "s-2"}) {
      const auto opened = shop.open_store(id == std::string("s-1") ? owner : reader, id);
      REQUIRE_MESSAGE(opened.status == 201, opened.body);
      const auto shown = shop.stores(reader, opened.headers.at("fettle-position"));
      CHECK(shown.status == 200);
      CHECK_MESSAGE(holds(shown.body, fmt::format(R"("id":"{}")", id)), shown.body);
    }
  }
}

void check_status(const Node& beside) {
  const auto done = beside.fettle({"status", "--json"});
  INFO(done.output);
  CHECK(done.exit == fine);
  CHECK_FALSE(holds(done.output, "authorization"));
  CHECK(holds(done.output, "owner_member"));
  CHECK(holds(done.output, "projector_member"));
}

void check_relay(const Users& on) {
  const auto relayed = on.relay("rae");
  CHECK(relayed.exit == fine);
  CHECK_MESSAGE(holds(relayed.output, "6 events relayed to " + on.clean), relayed.output);
  const auto again = on.relay("rae");
  CHECK_MESSAGE(holds(again.output, "0 events relayed to " + on.clean), again.output);
}

void check_consumer(const Users& on) {
  const auto read = on.read("cleo", "cleo-books");
  CHECK_MESSAGE(read.status == 0, read.text);
  for (const auto partition : {Partition{0}, Partition{1}}) {
    CHECK_MESSAGE(holds(read.text, tenant_of(partition) + '\n'), read.text);
  }
  const auto elsewhere = on.read("cleo", on.place.settings.prefix + "-owners");
  CHECK(elsewhere.status != 0);
  CHECK_MESSAGE(holds(elsewhere.text, "Group authorization failed"), elsewhere.text);
}

void check_only_owners_write(const Users& on) {
  const auto& settings = on.place.settings;
  const auto check_refused = [&](const std::string& user, const std::string& topic) {
    CAPTURE(user);
    CAPTURE(topic);
    const auto written = on.write(user, topic);
    CHECK(written.status != 0);
    CHECK_MESSAGE(holds(written.text, refused_topic), written.text);
  };
  for (const auto* user : {"bob", "rae", "cleo"}) check_refused(user, settings.events());
  check_refused("bob", settings.routes());
  check_refused("bob", on.clean);
  check_refused("cleo", on.clean);
  // It is the user who is refused, not the way of writing.
  const auto written = on.write("rae", on.clean);
  CHECK_MESSAGE(written.status == 0, written.text);
}

TEST_CASE("with the rights of ops/kafka-topics owner, reader, relay and consumer do their work") {
  const Users on;
  check_without_rights(on);
  on.cluster.give_rights(on.place.settings,
                         "--owner ann --reader bob --relay rae:" + on.clean + " --consumer cleo");
  // A log is begun by an owner; a reader says that he may not.
  const auto too_soon = on.node("bob", "query").ended();
  CHECK(too_soon.exit == failed);
  CHECK_MESSAGE(holds(too_soon.output, refused_topic), too_soon.output);
  auto owner = on.node("ann", "command");
  owner.wait_until_serving();
  auto reader = on.node("bob", "projector,query");
  reader.wait_until_serving();
  check_commands_and_rows(owner, reader);
  check_status(reader);
  check_relay(on);
  check_consumer(on);
  check_only_owners_write(on);
}

}  // namespace
}  // namespace fettle::test
