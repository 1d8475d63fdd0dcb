// Rebuilding beside the serving tables: equal rows, resumed, swapped while queries go on.
#include "adapters/postgres/rebuild.hpp"

#include "test/readside/asking.hpp"
#include "test/support/money_day.hpp"

namespace fettle::test {
namespace {

postgres::FillPlan plan_of(
    const ReadSide& side, const postgres::Shape& shape,
    std::function<postgres::GoOn(const postgres::FillProgress&)> on_progress) {
  return {side.database.url(),
          shape,
          shop_domain(),
          shop_projection(),
          {shop_checkpoint()},
          std::move(on_progress),
          {.batch_bytes_max = 4000, .cached_rows_max = 50}};
}

postgres::GoOn on(const postgres::FillProgress&) { return postgres::GoOn::yes; }

}  // namespace

TEST_CASE(
    "a rebuild gives equal rows, is swapped in while queries run, and the old one is dropped") {
  Asking side;
  open_shop(side.shop, "demo");
  for (int n = 1; n <= 5; ++n) whole_order(side.shop, "demo", std::to_string(n));
  money_day(side.shop, "demo", "1");
  auto serving = side.projector(side.tables);
  side.catch_up(serving);
  const auto before = rows_of(side.database, "auto");
  CHECK(!before.at("refunds").empty());
  CHECK(before.at("payment_events").find("BAD_SIGNATURE") != std::string::npos);

  std::atomic<int> answered = 0, refused = 0;
  std::optional<Result<postgres::RebuildReport>> report;
  {
    const std::jthread asking([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        const auto code = side.refusal("/admin/work-orders", side.as("mia", "manager"));
        ++(code == "answered" ? answered : refused);
      }
    });
    report = postgres::rebuild(plan_of(side, shop_shape(), on),
                               {side.log, side.keys, side.dice, side.clock});
    const auto seen = answered.load();
    while (answered < seen + 10 && refused == 0) std::this_thread::yield();
  }
  REQUIRE(*report);
  CHECK((*report)->swapped);
  CHECK((*report)->generation == 2);
  REQUIRE((*report)->comparison);
  CHECK((*report)->comparison->same_position);
  for (const auto& table : (*report)->comparison->tables) {
    INFO(table.table);
    CHECK(table.equal);
  }
  CHECK(refused == 0);
  CHECK(rows_of(side.database, "auto") == before);
  CHECK(side.database.sql("SELECT current FROM fettle.generations") == "2");
  CHECK(side.database.sql("SELECT to_regnamespace('auto_g1') IS NULL") == "t");

  // The serving projector finds the new generation by itself.
  whole_order(side.shop, "demo", "6");
  for (int steps = 0; steps < 3; ++steps) {
    static_cast<void>(serving.step(std::chrono::milliseconds(0)));
  }
  side.catch_up(serving);
  CHECK(side.database.sql("SELECT count(*) FROM auto_g2.work_orders") == "6");
}

TEST_CASE("a projector that writes after the swap loses, and its rows are in the new tables") {
  ReadSide side;
  open_shop(side.shop, "demo");
  auto serving = side.projector(side.tables);
  side.catch_up(serving);
  auto held = connect(side.database.url());
  REQUIRE(held.run("BEGIN; SELECT count(*) FROM auto_g1.stores"));  // keeps the old one alive
  auto connection = connect(side.database.url());
  postgres::Generations generations(connection, shop_shape());
  const auto shadow = generations.shadow();
  REQUIRE(shadow);
  CHECK(!*generations.swap(*shadow));  // it has folded nothing yet
  PostgresTables into(side.database.url(), shop_shape(), *shadow);
  auto filling = side.projector(into);
  side.catch_up(filling);
  CHECK(*generations.swap(*shadow));
  side.shop.commit("demo", {event_of("store", "s2", StoreCreated{"西门", {}})});
  const auto folded = serving.step(std::chrono::milliseconds(0));
  REQUIRE(!folded);
  CHECK(folded.error().code == "checkpoint_moved");
  side.catch_up(serving);
  CHECK(side.database.sql("SELECT count(*) FROM auto_g1.stores") == "1");
  CHECK(side.database.sql("SELECT count(*) FROM auto.stores") == "2");
}

TEST_CASE("a stopped rebuild goes on where it was") {
  ReadSide side;
  open_shop(side.shop, "demo");
  for (int n = 1; n <= 10; ++n) whole_order(side.shop, "demo", std::to_string(n));
  side.project();
  std::uint64_t stopped_at = 0;
  const auto stop_early = [&](const postgres::FillProgress& progress) {
    stopped_at = progress.done;
    return progress.done > 50 ? postgres::GoOn::stop : postgres::GoOn::yes;
  };
  const postgres::FillPorts ports{side.log, side.keys, side.dice, side.clock};
  const auto first = postgres::rebuild(plan_of(side, shop_shape(), stop_early), ports);
  REQUIRE(first);
  CHECK(!first->swapped);
  CHECK(side.database.sql("SELECT current FROM fettle.generations") == "1");
  std::uint64_t resumed_at = 0;
  const auto note_first = [&](const postgres::FillProgress& progress) {
    if (resumed_at == 0) resumed_at = progress.done;
    return postgres::GoOn::yes;
  };
  const auto second = postgres::rebuild(plan_of(side, shop_shape(), note_first), ports);
  REQUIRE(second);
  CHECK(second->swapped);
  CHECK(second->generation == first->generation);
  CHECK(resumed_at > stopped_at);
  CHECK(second->comparison->equal());
}

TEST_CASE("rows that were altered while they served are found not equal by a rebuild") {
  ReadSide side;
  open_shop(side.shop, "demo");
  whole_order(side.shop, "demo", "1");
  side.project();
  side.database.sql("UPDATE auto_g1.vehicles SET mileage_km = mileage_km + 1");
  side.database.sql("DELETE FROM auto_g1.notices");
  const auto report = postgres::rebuild(plan_of(side, shop_shape(), on),
                                        {side.log, side.keys, side.dice, side.clock});
  REQUIRE(report);
  CHECK(report->swapped);
  REQUIRE(report->comparison);
  CHECK(!report->comparison->equal());
  for (const auto& table : report->comparison->tables) {
    CAPTURE(table.table);
    CHECK(table.equal == (table.table != "vehicles" && table.table != "notices"));
  }
}

TEST_CASE("a new version's tables are built beside those of the old, which serve meanwhile") {
  ReadSide side;
  open_shop(side.shop, "demo");
  side.project();
  auto newer = shop_shape();
  ++newer.folds;
  const auto report =
      postgres::rebuild(plan_of(side, newer, on), {side.log, side.keys, side.dice, side.clock});
  REQUIRE(report);
  CHECK(report->swapped);
  PostgresTables tables(side.database.url(), newer);
  auto projector = side.projector(tables);
  side.catch_up(projector);
}

}  // namespace fettle::test
