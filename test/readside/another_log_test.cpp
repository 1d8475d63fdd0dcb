// The log goes on as another one, as after a move or a restore: its offsets say nothing about the
// rows that are there, and no partition of it is folded upon them.
#include "adapters/postgres/connection.hpp"
#include "test/readside/read_side.hpp"

namespace fettle::test {
namespace {

TableBatch first_of(Partition partition, const LogId& log) {
  auto next = Checkpoint::beginning(log, partition);
  next.next = Offset{7};
  return {{"auto", partition, 0}, std::nullopt, next, {}};
}

Result<bool> begin_anew(const ReadSide& side, const std::optional<LogId>& of) {
  auto connection = postgres::Connection::open(side.database.url());
  REQUIRE(connection);
  return postgres::Generations(*connection, shop_shape()).begin_anew(of);
}

TEST_CASE("a partition of another log is never folded upon the rows that are there") {
  ReadSide side;
  open_shop(side.shop, "demo");
  side.project();
  const auto before = rows_of(side.database, "auto");
  const auto refused = side.tables.write(first_of(Partition{5}, LogId("another-log")));
  REQUIRE(!refused);
  CHECK(refused.error().code == "checkpoint_of_another_log");
  CHECK(refused.error().kind == FaultKind::mismatch);
  CHECK(refused.error().detail.find("fettle rebuild --anew") != std::string::npos);
  CHECK(rows_of(side.database, "auto") == before);
  CHECK(side.tables.write(first_of(Partition{5}, side.log.id())));
}

TEST_CASE("rows begin anew in empty tables, which the projector of the other log fills") {
  ReadSide side;
  open_shop(side.shop, "demo");
  side.project();
  MemoryLog moved("another-log");
  ShopLog shop(moved, side.keys, side.dice);
  open_shop(shop, "demo");
  Projector projector({moved, side.tables, side.keys, side.dice, side.clock}, shop_domain(),
                      shop_projection(), shop_checkpoint());
  const auto refused = projector.step(std::chrono::milliseconds(0));
  REQUIRE(!refused);
  CHECK(refused.error().code == "checkpoint_of_another_log");
  CHECK(side.database.sql("SELECT count(*) FROM auto.stores") == "1");

  CHECK(*begin_anew(side, side.log.id()));
  CHECK(side.database.sql("SELECT count(*) FROM auto.stores") == "0");
  REQUIRE(projector.step(std::chrono::milliseconds(0)));
  CHECK(side.database.sql("SELECT count(*) FROM auto.stores") == "1");
}

TEST_CASE("rows that were folded from yet another log are left as they are") {
  ReadSide side;
  open_shop(side.shop, "demo");
  CHECK(!*begin_anew(side, side.log.id()));  // there are no tables yet
  side.project();
  const auto before = rows_of(side.database, "auto");
  CHECK(!*begin_anew(side, LogId("another-log")));
  CHECK(rows_of(side.database, "auto") == before);
}

}  // namespace
}  // namespace fettle::test
