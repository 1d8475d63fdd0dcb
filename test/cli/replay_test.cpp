// What `fettle replay` and `fettle state` give, from a real log.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "adapters/cli/tools/as_of.hpp"
#include "adapters/cli/tools/personal_fields.hpp"
#include "adapters/cli/tools/replay.hpp"
#include "test/cli/installation.hpp"

using namespace fettle;
using namespace fettle::cli;
using fettle::test::Installation;
using json::Document;

namespace {

struct Shop : Installation {
  Shop() {
    make_tenant("demo");
    make_tenant("north");
    blue = make_box("blue");
    clock.move_by(std::chrono::hours(1));
    after_blue = clock.now();
    clock.move_by(std::chrono::hours(1));
    filled = add_things(blue, 5);
    red = make_box("red, \"the big one\"", "north");
  }
  std::string blue, red;
  Moment after_blue{Micros{0}};
  Accepted filled;
};

std::vector<Document> exported(Shop& shop, const ReplayPlan& plan) {
  std::ostringstream out;
  NoProgress progress;
  REQUIRE(replay(*shop.log, plan, shop.dice, out, progress));
  std::vector<Document> events;
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) events.push_back(Document::of(line));
  return events;
}

EventFilter of_aggregate(std::string aggregate) {
  EventFilter filter;
  filter.aggregate = std::move(aggregate);
  return filter;
}

template <class Set>
std::size_t count(Shop& shop, Set&& set) {
  ReplayPlan plan;
  set(plan.filter);
  return exported(shop, plan).size();
}

}  // namespace

TEST_CASE("replay gives every event as a CloudEvent with its position") {
  Shop shop;
  const auto events = exported(shop, {});
  REQUIRE(events.size() == 5);
  const auto& filled = events[3];
  CHECK(*filled.find("specversion") == Document("1.0"));
  CHECK(*filled.find("type") == Document("ThingAdded"));
  CHECK(*filled.find("subject") == Document("box/" + shop.blue));
  CHECK(*filled.find("source") == Document("/demo"));
  CHECK(*filled.find("fettleposition") == Document(to_text(*shop.filled.position)));
  CHECK(filled.find("fettlehash")->text()->size() == 64);
  CHECK(*filled.find("data") == Document::of(R"({"count":5})"));
}

TEST_CASE("replay filters by tenant, type, aggregate, time and position") {
  Shop shop;
  CHECK(count(shop, [](auto& filter) { filter.tenant = "north"; }) == 2);
  CHECK(count(shop, [](auto& filter) { filter.type = "Box"; }) == 2);
  CHECK(count(shop, [](auto& filter) { filter.type = "Nothing"; }) == 0);
  CHECK(count(shop, [](auto& filter) { filter.aggregate = "box"; }) == 3);
  CHECK(count(shop, [&](auto& filter) { filter.aggregate = "box/" + shop.blue; }) == 2);
  CHECK(count(shop, [&](auto& filter) { filter.since = shop.after_blue; }) == 2);
  CHECK(count(shop, [&](auto& filter) { filter.before = shop.after_blue; }) == 3);
  CHECK(count(shop, [&](auto& filter) { filter.from = shop.filled.position->offset; }) == 2);
  CHECK(count(shop, [&](auto& filter) { filter.to = shop.filled.position->offset; }) == 4);
}

TEST_CASE("replay shows personal fields sealed, and open only to whoever has the keys") {
  Shop shop;
  ReplayPlan plan;
  plan.filter = of_aggregate("box/" + shop.blue);
  const auto sealed = exported(shop, plan);
  CHECK(sealed[0].find("data")->find("label")->find("ciphertext") != nullptr);
  plan.keys = shop.keys.get();
  const auto open = exported(shop, plan);
  CHECK(*open[0].find("data")->find("label") == Document("label of blue"));
  REQUIRE(shop.keys->erase(TenantId("demo"), PersonId("owner-of-" + shop.blue)));
  const auto erased = exported(shop, plan);
  CHECK(*erased[0].find("data")->find("label") == Document());
}

TEST_CASE("replay as a table quotes what a table must quote") {
  Shop shop;
  ReplayPlan plan;
  plan.filter.tenant = "north";
  plan.form = ReplayForm::csv;
  std::ostringstream out;
  NoProgress progress;
  REQUIRE(replay(*shop.log, plan, shop.dice, out, progress));
  const auto text = out.str();
  CHECK(text.starts_with("position,time,tenant,type,version,"));
  CHECK(text.find(R"(""red, \""the big one\"""")") != std::string::npos);
  CHECK(std::count(text.begin(), text.end(), '\n') == 3);
}

TEST_CASE("replay reads beside the process that writes, up to its durable end") {
  Shop shop;
  const auto beside = Installation::must(
      segment_log::SegmentLog::open_read_only(shop.disk, (shop.data() / "log").string()));
  std::ostringstream out;
  NoProgress progress;
  CHECK(Installation::must(replay(*beside, {}, shop.dice, out, progress)).events == 5);
  shop.add_things(shop.blue, 1);
  CHECK(Installation::must(replay(*beside, {}, shop.dice, out, progress)).events == 6);
}

TEST_CASE("work that is asked to stop ends with interrupted") {
  struct Impatient final : Progress {
    bool at(std::uint64_t, std::uint64_t) override { return false; }
  };
  Shop shop;
  Impatient progress;
  std::ostringstream out;
  const auto outcome = replay(*shop.log, {}, shop.dice, out, progress);
  REQUIRE_FALSE(outcome);
  CHECK(is_interruption(outcome.error()));
}

TEST_CASE("state shows an aggregate as it was at a moment, and at a position") {
  Shop shop;
  NoProgress progress;
  const auto key = Installation::must(AggregateKey::parse("demo/box/" + shop.blue));
  const auto at = [&](std::optional<Instant> instant) {
    return Installation::must(state_as_of({*shop.log, shop.domain, *shop.keys, shop.dice},
                                          Partition{0}, key, instant, progress));
  };
  CHECK(at(std::nullopt).version == 2);
  CHECK(*at(std::nullopt).state.find("count") == Document(5));
  CHECK(*at(Instant(shop.after_blue)).state.find("count") == Document(0));
  const auto offset = [&](std::uint64_t number_of) {
    return Instant(Position{shop.log->id(), Partition{0}, Offset{number_of}});
  };
  CHECK(at(Instant(*shop.filled.position)).version == 2);
  CHECK(at(offset(number(shop.filled.position->offset) - 1)).version == 1);
  CHECK(at(offset(0)).version == 0);
  CHECK(*at(std::nullopt).state.find("label") == Document("label of blue"));
}

TEST_CASE("state without keys shows personal fields as null") {
  Shop shop;
  NoProgress progress;
  NoKeys no_keys;
  const auto key = Installation::must(AggregateKey::parse("demo/box/" + shop.blue));
  const auto state = Installation::must(state_as_of({*shop.log, shop.domain, no_keys, shop.dice},
                                                    Partition{0}, key, std::nullopt, progress));
  const auto* label = state.state.find("label");
  CHECK((label == nullptr || *label == Document()));
}

TEST_CASE("state refuses what is no key, no instant, or no type of ours") {
  Shop shop;
  NoProgress progress;
  CHECK(AggregateKey::parse("demo/box").error().code == "key_malformed");
  CHECK(parse_instant("yesterday", *shop.log).error().code == "instant_malformed");
  CHECK(parse_instant("log-2:0:5", *shop.log).error().code == "position_of_another_log");
  const auto key = Installation::must(AggregateKey::parse("demo/ship/1"));
  CHECK(state_as_of({*shop.log, shop.domain, *shop.keys, shop.dice}, Partition{0}, key,
                    std::nullopt, progress)
            .error()
            .code == "aggregate_unknown");
}

TEST_CASE("differences of two states name each field with both its values") {
  const auto from = Document::of(R"({"a":1,"list":[1,2],"gone":true,"same":{"x":1}})");
  const auto to = Document::of(R"({"a":2,"list":[1,3,4],"new":"n","same":{"x":1}})");
  CHECK(differences(from, to) ==
        Document::of(R"([{"field":"a","from":1,"to":2},{"field":"list.1","from":2,"to":3},
                         {"field":"list.2","to":4},{"field":"gone","from":true},
                         {"field":"new","to":"n"}])"));
  CHECK(differences(from, from) == Document(Document::Elements{}));
}
