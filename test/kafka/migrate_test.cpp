// Moving house on a real broker: from the files of one machine to the partitions of a cluster.
#include "core/header_names.hpp"
#include "core/under_claim.hpp"
#include "test/kafka/two_houses.hpp"
#include "test/support/found_keys.hpp"

namespace fettle::test {
namespace {

std::string code_of(const Result<cli::Migrated>& outcome) {
  return outcome ? "moved" : outcome.error().code;
}

// The label of the first box of a tenant, opened with the keys of a log.
std::optional<std::string> label_in(Installation& house, Log& log, Keys& keys,
                                    const std::string& tenant) {
  cli::NoProgress nobody;
  std::optional<std::string> label;
  const auto partition = chosen_partition(TenantId(tenant), log.partitions());
  const auto see = [&](const StoredCommit& commit) -> Result<void> {
    const auto& record = commit.records.front();
    const bool made = record.header(header::type) == "BoxMade";
    if (label || commit.tenant() != tenant || !made) return {};
    Sealing sealing(TenantId(tenant), keys, house.dice);
    const auto box = TRY(event_type<toy::BoxMade>().decode(record.value(), 1, &sealing));
    label = std::static_pointer_cast<const toy::BoxMade>(box)->label.value;
    return {};
  };
  REQUIRE(cli::read_on(log, Checkpoint::beginning(log.id(), partition), nobody, see));
  return label;
}

// `other` has moved in first; the code with which `house` is refused, the target being as before.
std::string refused_where_others_live(Installation& other, Installation& house) {
  other.stop();
  house.stop();
  OldHouse others(other.data()), old(house.data());
  NewHouse theirs(other.data());
  REQUIRE(code_of(move(others, theirs)) == "moved");
  const auto ends = ends_of(*theirs.log);
  const auto code = code_of(move(old, theirs));
  CHECK(ends_of(*theirs.log) == ends);
  return code;
}

TEST_CASE("a log of several tenants moves whole, each tenant into the partition of its name") {
  Installation house;
  open_businesses(house);
  work(house, 20);
  house.stop();
  OldHouse old(house.data());
  NewHouse fresh(house.data());
  const auto moved = move(old, fresh);
  REQUIRE(code_of(moved) == "moved");
  CHECK(moved->copied == businesses.size() * 21);
  CHECK(cli::events_of(moved->tenants) == businesses.size() * 21);
  CHECK(moved->keys == businesses.size() * 20);
  const auto before = story_of(*old.log), after = story_of(*fresh.log);
  CHECK(after == before);
  CHECK(after.events.size() == businesses.size());
  for (const auto& [tenant, partitions] : after.partitions) {
    CHECK(partitions == std::set{chosen_partition(TenantId(tenant), 4)});
  }
  // Several partitions are in use, or the test shows little.
  std::set<Partition> used;
  for (const auto& [tenant, partitions] : after.partitions) used.merge(std::set(partitions));
  CHECK(used.size() > 1);
}

TEST_CASE("a move that was finished finds everything there and writes nothing") {
  Installation house;
  open_businesses(house);
  work(house, 3);
  house.stop();
  OldHouse old(house.data());
  NewHouse fresh(house.data());
  REQUIRE(code_of(move(old, fresh)) == "moved");
  const auto ends = ends_of(*fresh.log);
  const auto again = move(old, fresh);
  REQUIRE(code_of(again) == "moved");
  CHECK(again->copied == 0);
  CHECK(ends_of(*fresh.log) == ends);
}

TEST_CASE("what a tenant did after a broken move comes with the next one") {
  Installation house;
  open_businesses(house);
  work(house, 3);
  house.stop();
  NewHouse fresh(house.data());
  {
    OldHouse old(house.data());
    REQUIRE(code_of(move(old, fresh)) == "moved");
  }
  house.start();  // the old log was not closed: its server runs on
  work(house, 2);
  house.stop();
  OldHouse old(house.data());
  const auto moved = move(old, fresh);
  REQUIRE(code_of(moved) == "moved");
  CHECK(moved->copied == businesses.size() * 2);
  CHECK(story_of(*fresh.log) == story_of(*old.log));
}

TEST_CASE("half a commit that a killed move left is void and comes again, whole") {
  Installation house;
  open_businesses(house);
  work(house, 2);
  house.stop();
  OldHouse old(house.data());
  NewHouse fresh(house.data());
  const auto partition = chosen_partition(TenantId("anna"), 4);
  {
    const auto writer = Installation::must(fresh.log->claim(partition, "killed", "nonce"));
    Record half("anna", "{}");
    half.add(header::commit_index, "0");
    half.add(header::commit_count, "2");
    std::promise<Result<Offset>> written;
    writer->append({under_claim(half.view(), writer->claim(), first_number("nonce"))},
                   [&](Result<Offset> where) { written.set_value(std::move(where)); });
    REQUIRE(written.get_future().get());
  }
  REQUIRE(code_of(move(old, fresh)) == "moved");
  CHECK(story_of(*fresh.log) == story_of(*old.log));
}

TEST_CASE("a person's data still opens with the moved keys") {
  Installation house;
  open_businesses(house);
  work(house, 2);
  house.stop();
  OldHouse old(house.data());
  NewHouse fresh(house.data());
  const auto label = label_in(house, *old.log, *old.keys, "berta");
  REQUIRE(label);
  REQUIRE(code_of(move(old, fresh)) == "moved");
  // Another node, that knows nothing but the topics.
  NewHouse node(house.data(), fresh.settings);
  CHECK(label_in(house, *node.log, *node.keys, "berta") == label);
}

TEST_CASE("who was erased stays erased, and a key that was made after that opens") {
  Installation house;
  open_businesses(house);
  const TenantId anna("anna");
  const PersonId tom("tom"), ida("ida");
  const auto first = Installation::must(house.keys->current(anna, tom));
  REQUIRE(house.keys->make_durable());
  REQUIRE(house.keys->erase(anna, tom));
  const auto second = Installation::must(house.keys->current(anna, tom));
  const auto idas = Installation::must(house.keys->current(anna, ida));
  REQUIRE(house.keys->make_durable());
  house.stop();
  NewHouse fresh(house.data());
  {
    OldHouse old(house.data());
    REQUIRE(code_of(move(old, fresh)) == "moved");
  }
  CHECK(!secret_in(*fresh.keys, anna, first.id));
  CHECK(secret_in(*fresh.keys, anna, second.id) == second.secret);
  CHECK(secret_in(*fresh.keys, anna, idas.id) == idas.secret);
  house.start();  // both are erased between a broken move and the next
  REQUIRE(house.keys->erase(anna, ida));
  REQUIRE(house.keys->erase(anna, tom));
  house.stop();
  OldHouse old(house.data());
  REQUIRE(code_of(move(old, fresh)) == "moved");
  NewHouse node(house.data(), fresh.settings);
  CHECK(!secret_in(*node.keys, anna, second.id));
  CHECK(!secret_in(*node.keys, anna, idas.id));
}

TEST_CASE("a command repeated after the move gets its first answer and changes nothing") {
  Installation house;
  open_businesses(house);
  const toy::MakeBox command{Text<1, 40>("the box"), Text<1, 40>("a label"), std::nullopt};
  const auto first = house.send(command, "carla", "the key");
  house.stop();
  OldHouse old(house.data());
  NewHouse fresh(house.data());
  REQUIRE(code_of(move(old, fresh)) == "moved");
  const auto story = story_of(*fresh.log);
  {
    Serving serving(house, fresh, "carla");
    house.shard = std::move(serving.shard);
    const auto again = house.send(command, "carla", "the key");
    house.shard.reset();
    CHECK(again.repeated);
    CHECK(again.id == first.id);
    CHECK(again.version == first.version);
    CHECK(again.status == first.status);
    REQUIRE(again.position);
    CHECK(again.position->log == fresh.log->id());
  }
  CHECK(story_of(*fresh.log) == story);
}

TEST_CASE("a target that holds other tenants is refused untouched") {
  Installation other, house;
  other.make_tenant("zelda");
  open_businesses(house);
  CHECK(refused_where_others_live(other, house) == "target_holds_other_tenants");
}

TEST_CASE("a target that holds other events of the same tenants is refused untouched") {
  Installation other, house;
  open_businesses(other);
  work(other, 1);
  open_businesses(house);
  work(house, 2);
  CHECK(refused_where_others_live(other, house) == "target_holds_other_events");
}

TEST_CASE("a target on which the same tenants went on by themselves is refused") {
  Installation house;
  open_businesses(house);
  house.stop();
  OldHouse old(house.data());
  NewHouse fresh(house.data());
  REQUIRE(code_of(move(old, fresh)) == "moved");
  {
    Serving serving(house, fresh, "dora");
    house.shard = std::move(serving.shard);
    house.make_box("made in the new house", "dora");
    house.shard.reset();
  }
  CHECK(code_of(move(old, fresh)) == "target_holds_other_events");
}

TEST_CASE("a target whose keys are others is refused, and no event is written") {
  Installation house;
  open_businesses(house);
  work(house, 1);
  house.stop();
  OldHouse old(house.data());
  NewHouse fresh(house.data());
  REQUIRE(fresh.keys->tenant_secret(TenantId("anna")));  // somebody asked for that tenant there
  const auto ends = ends_of(*fresh.log);
  CHECK(code_of(move(old, fresh)) == "keys_of_another");
  CHECK(ends_of(*fresh.log) == ends);
}

}  // namespace
}  // namespace fettle::test
