// Events that cannot be folded: kept by position, and the projector goes on.
#include "test/readside/read_side.hpp"

namespace fettle::test {
namespace {

// Records of one commit as a shard would write them, with another event type or text in one.
std::vector<Record> poisoned(ShopLog& shop, std::string_view type, std::string_view data) {
  auto records = shop.build("demo", {event_of(job, "w1", NoteAdded{"PAID", personal("c1", "x")})});
  const auto good = records.front().view();
  Record bad(good.key(), data);
  good.each_header([&](const Header& header) {
    bad.add_named(header.name, header.name == "ce_type" ? type : header.value);
  });
  records.clear();
  records.push_back(std::move(bad));
  return records;
}

void append(ShopLog& shop, std::vector<Record> records) {
  shop.write(std::move(records), [](const Result<Offset>& first) { REQUIRE(first); });
}

// A store made by a command with this key.
std::vector<Record> with_key(ShopLog& shop, const std::string& store, std::string_view key) {
  shop.at(Moment{Micros{1'763'800'000'000'000}});
  auto records = shop.build("demo", {event_of("store", store, StoreCreated{"南门店", {}})});
  const auto good = records.front().view();
  Record again(good.key(), good.value());
  good.each_header([&](const Header& header) {
    again.add_named(header.name, header.name == "ce_idempotencykey" ? key : header.value);
  });
  records.clear();
  records.push_back(std::move(again));
  return records;
}

}  // namespace

TEST_CASE("an event that cannot be read goes to the dead letters, and the next ones are folded") {
  ReadSide side;
  open_shop(side.shop, "demo");
  whole_order(side.shop, "demo", "1");
  const auto end = side.log.end();
  append(side.shop, poisoned(side.shop, "NoteAdded", R"({"state":7})"));
  append(side.shop, poisoned(side.shop, "FromTheFuture", "{}"));
  whole_order(side.shop, "demo", "2");
  side.project();
  const auto& db = side.database;
  CHECK(db.sql("SELECT string_agg(code || ' ' || event || ' ' || object_id || ' ' || log_offset, "
               "', ' ORDER BY log_offset) FROM auto.dead_letters") ==
        "stored_value_unreadable NoteAdded w1 " + std::to_string(number(end)) +
            ", event_unknown FromTheFuture w1 " + std::to_string(number(end) + 1));
  CHECK(db.sql("SELECT string_agg(status, ' ') FROM auto.work_orders") == "PAID PAID");
}

TEST_CASE("a row that Postgres refuses buries its commit alone, by a zero byte here") {
  ReadSide side;
  open_shop(side.shop, "demo");
  whole_order(side.shop, "demo", "1");
  side.shop.commit("demo", {event_of("store", "s9", StoreCreated{std::string("a\0b", 3), {}}),
                            event_of("store", "s9", BayAdded{BayId("b1"), "x"})});
  whole_order(side.shop, "demo", "2");
  auto projector = side.projector(side.tables);
  for (int steps = 0; steps < 10; ++steps) {
    static_cast<void>(projector.step(std::chrono::milliseconds(0)));
  }
  REQUIRE(projector.checkpoint()->next == side.log.end());
  const auto& db = side.database;
  CHECK(db.sql("SELECT string_agg(code || event, ' ' ORDER BY place) FROM auto.dead_letters") ==
        "row_refusedStoreCreated row_refusedBayAdded");
  CHECK(db.sql("SELECT count(*) FROM auto.work_orders") == "2");
  CHECK(db.sql("SELECT count(*) FROM auto.stores") == "1");
}

TEST_CASE("a key that is used again after its time replaces its row") {
  ReadSide side;
  open_shop(side.shop, "demo");
  auto projector = side.projector(side.tables);
  side.catch_up(projector);
  append(side.shop, with_key(side.shop, "s3", "key-1"));
  PostgresTables other(side.database.url(), shop_shape());
  auto restarted = side.projector(other);
  CHECK(!restarted.step(std::chrono::milliseconds(0)));
  // More comes before it tries again: this one was not in the batch that was refused.
  append(side.shop, with_key(side.shop, "s4", "key-2"));
  for (int steps = 0; steps < 5; ++steps) {
    static_cast<void>(restarted.step(std::chrono::milliseconds(0)));
  }
  CHECK(restarted.checkpoint()->next == side.log.end());
  CHECK(side.database.sql("SELECT string_agg(response_body->>'id', ' ' ORDER BY key) FROM "
                          "auto.idempotency_keys WHERE key IN ('key-1', 'key-2')") == "s3 s4");
  CHECK(side.database.sql("SELECT count(*) FROM auto.dead_letters") == "0");
}

}  // namespace fettle::test
