// What changed in Odoo by itself comes in as commands, each pass under keys of its own.
#include <doctest/doctest.h>

#include <set>

#include "adapters/odoo/catalogue.hpp"
#include "adapters/odoo/open_requisitions.hpp"
#include "schemas/requisition/results.hpp"
#include "test/odoo/connector_bench.hpp"

namespace fettle::odoo {

TEST_CASE("products and the stock of each store are read in, as of when the reading began") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way, {"--warehouse", "WH", "--warehouse", "W2"});
    bench.settings.warehouses = {{"S1", "WH"}, {"S2", "W2"}};
    bench.start();
    const auto pad = bench.shop.product("BP", {20, -2});
    bench.shop.product("BAT", {1}, "serial");
    bench.shop.fake.ask("/fake/receipt", json::Document::object({{"code", "BP"}, {"quantity", 6}}));
    const auto findings = bench.look();
    CHECK_FALSE(findings.failure.has_value());
    CHECK(findings.next_in == bench.settings.look_every);
    const auto products = found<SyncProducts>(findings);
    REQUIRE(products.size() == 1);
    CHECK(products[0].last);
    CHECK(products[0].as_of == bench.clock.now());
    REQUIRE(products[0].products.size() == 2);
    const auto& first = products[0].products[0];
    CHECK(first.product.text() == "BP");
    CHECK(first.odoo_id == pad);
    CHECK(first.sku->text() == "BP");
    CHECK(first.price == Money::fen(9950));
    CHECK(first.cost == Money::fen(4000));
    CHECK(first.supplier->text() == "Bosch");
    CHECK(first.unit.text() == "Units");
    CHECK(products[0].products[1].tracking == fettle::Tracking::serial);
    const auto stock = found<SyncStock>(findings);
    REQUIRE(stock.size() == 2);
    CHECK(stock[0].store.text() == "S1");
    CHECK(stock[0].last);
    CHECK(stock[0].figures[0].product.text() == "BP");
    CHECK(stock[0].figures[0].on_hand == 18);
    CHECK(stock[0].figures[0].incoming == 6);
    CHECK(stock[1].store.text() == "S2");
    CHECK(stock[1].figures[0].on_hand == 0);
    CHECK(stock[1].figures[0].incoming == 0);
  }
}

TEST_CASE("a large catalogue comes in parts, and only the last one ends the pass") {
  ConnectorBench bench({19, TransportChoice::json_2});
  for (int i = 0; i < 520; ++i) bench.shop.product("P" + std::to_string(i), {});
  const auto findings = bench.look();
  const auto products = found<SyncProducts>(findings);
  REQUIRE(products.size() == 2);
  CHECK(products[0].products.size() == 500);
  CHECK_FALSE(products[0].last);
  CHECK(products[1].products.size() == 20);
  CHECK(products[1].last);
  const auto stock = found<SyncStock>(findings);
  REQUIRE(stock.size() == 2);
  CHECK(stock[0].figures.size() == 500);
  CHECK_FALSE(stock[0].last);
  CHECK(stock[1].last);
  bench.clock.move_by(std::chrono::seconds(1));
  std::set<std::string> keys;
  const auto second = bench.look();
  for (const auto* pass : {&findings, &second}) {
    for (const auto& one : pass->found) CHECK(keys.insert(one.key).second);
  }
}

TEST_CASE("a code that two products have, or that is no name, is nobody's name and is told") {
  ConnectorBench bench;
  const auto one = bench.shop.product("BP", {1}), other = bench.shop.product("BP", {2});
  const auto odd = bench.shop.product("brake pad / front", {3});
  const auto taken = bench.shop.product("odoo-" + std::to_string(one), {4});
  const auto findings = bench.look();
  const auto products = found<SyncProducts>(findings);
  REQUIRE(products.size() == 1);
  std::set<std::string> names;
  for (const auto& product : products[0].products) names.insert(product.product.text());
  const auto name = [](std::int64_t id) { return "odoo-" + std::to_string(id); };
  CHECK(names == std::set<std::string>{name(one), name(other), name(odd), name(taken)});
  CHECK(products[0].products[2].sku->text() == "brake pad / front");
  REQUIRE(findings.failure.has_value());
  CHECK(findings.failure->code == code::code_not_unique);
  CHECK(findings.failure->detail.find("BP") != std::string::npos);
  CHECK(found<SyncStock>(findings).size() == 1);
}

TEST_CASE("a product in the archive comes in as inactive, before the one that got its code") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto old = bench.shop.product("BP", {3});
    REQUIRE(bench.shop.odoo().call(write("product.product", {old}, {{"active", false}})));
    const auto now = bench.shop.product("BP", {4});
    const auto findings = bench.look();
    CHECK_FALSE(findings.failure.has_value());
    const auto products = found<SyncProducts>(findings);
    REQUIRE(products.size() == 1);
    REQUIRE(products[0].products.size() == 2);
    const auto &first = products[0].products[0], &second = products[0].products[1];
    CHECK(first.product.text() == "BP");
    CHECK(first.odoo_id == old);
    CHECK_FALSE(first.active);
    CHECK(second.product.text() == "BP");
    CHECK(second.odoo_id == now);
    CHECK(second.active);
    const auto stock = found<SyncStock>(findings);
    REQUIRE(stock.size() == 1);
    REQUIRE(stock[0].figures.size() == 1);
    CHECK(stock[0].figures[0].on_hand == 4);
  }
}

TEST_CASE("figures below zero and parts of a piece are rounded down") {
  CHECK(Quantity{-2500}.pieces_down() == -3);
  CHECK(Quantity{-2000}.pieces_down() == -2);
  CHECK(Quantity{2999}.pieces_down() == 2);
  ConnectorBench bench;
  bench.shop.product("BP", {json::Document(-2.5)});
  const auto stock = found<SyncStock>(bench.look());
  REQUIRE(stock.size() == 1);
  CHECK(stock[0].figures[0].on_hand == -3);
}

TEST_CASE("what was posted by hand for an open requisition is recorded without an errand") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto pad = bench.shop.product("BP", {20});
    bench.requested("R1", pad, 3);
    bench.requested("R2", pad, 3);
    bench.shop.by_hand("R1", 3);
    bench.shop.by_hand("somebody else's", 1);
    const auto findings = bench.look();
    const auto postings = found<RecordPosting>(findings);
    REQUIRE(postings.size() == 1);
    CHECK(postings[0].requisition.text() == "R1");
    CHECK_FALSE(postings[0].errand.has_value());
    CHECK(postings[0].quantity == 3);
    CHECK(postings[0].done_at == bench.clock.now());
    CHECK(command_in<RecordPosting>(findings.found.front().command) != nullptr);
    bench.fold("R1", RequisitionPosted{.job = JobId("J1"),
                                       .store = StoreId("S1"),
                                       .product = ProductId("BP"),
                                       .quantity = 3,
                                       .document = {},
                                       .errand = {},
                                       .settled_by = {}});
    CHECK(found<RecordPosting>(bench.look()).empty());
  }
}

TEST_CASE("a posting of ours whose answer was lost is found by the next look") {
  ConnectorBench bench;
  const auto pad = bench.shop.product("BP", {20});
  const auto errand = bench.issue("R1", pad, 3, 0, "R1:2");
  static_cast<void>(bench.run(errand));
  const auto postings = found<RecordPosting>(bench.look());
  REQUIRE(postings.size() == 1);
  CHECK(postings[0].requisition.text() == "R1");
  CHECK(postings[0].document.name.text() == "R1:2");
}

TEST_CASE("what cannot be read does not keep the rest from coming in") {
  ConnectorBench bench;
  const auto pad = bench.shop.product("BP", {20});
  bench.requested("R1", pad, 3);
  bench.shop.by_hand("R1", 3);
  static_cast<void>(bench.look());
  bench.shop.fake.ask("/fake/fault", json::Document::object({{"kind", "user_error"},
                                                             {"model", "product.product"},
                                                             {"method", "search_read"}}));
  const auto findings = bench.look();
  CHECK(found<RecordPosting>(findings).size() == 1);
  CHECK(found<SyncProducts>(findings).empty());
  CHECK(found<SyncStock>(findings).empty());
  REQUIRE(findings.failure.has_value());
  CHECK(findings.failure->code == code::user_error);
  bench.settings.warehouses = {{"S0", "NONE"}, {"S1", "WH"}};
  bench.start();
  const auto without_one = bench.look();
  CHECK(found<SyncStock>(without_one).size() == 1);
  CHECK(without_one.failure->code == code::warehouse_missing);
}

TEST_CASE("a warehouse that Odoo gets later is found without a start") {
  ConnectorBench bench;
  bench.settings.warehouses = {{"S1", "NEW"}};
  bench.start();
  bench.shop.product("BP", {20});
  CHECK(bench.look().failure->code == code::warehouse_missing);
  const auto& other = bench.shop.warehouse();
  REQUIRE(bench.shop.odoo().call(create("stock.warehouse", {{"code", "NEW"},
                                                            {"lot_stock_id", other.stock_location},
                                                            {"out_type_id", other.issue_type},
                                                            {"in_type_id", other.return_type}})));
  const auto findings = bench.look();
  CHECK_FALSE(findings.failure.has_value());
  CHECK(found<SyncStock>(findings).size() == 1);
}

TEST_CASE("open requisitions have a bound, and each has its turn") {
  OpenRequisitions open;
  EventType type;
  type.name = "RequisitionRequested";
  const auto event =
      std::make_shared<const RequisitionRequested>(RequisitionRequested{.job = JobId("J1"),
                                                                        .short_number = "1",
                                                                        .store = StoreId("S1"),
                                                                        .product = ProductId("BP"),
                                                                        .odoo_id = 7,
                                                                        .quantity = 1,
                                                                        .requested_by = "tom",
                                                                        .note = {}});
  Envelope envelope;
  const auto add = [&](std::size_t number) {
    const auto id = std::to_string(100'000 + number);
    envelope.id = id;
    open.fold(envelope, {&type, event});
  };
  for (std::size_t i = 0; i < 5; ++i) add(i);
  CHECK(open.next(3).back().id == "100002");
  CHECK(open.next(3).front().id == "100003");
  CHECK(open.next(9).size() == 5);
  for (std::size_t i = 5; i < OpenRequisitions::open_max + 5; ++i) add(i);
  CHECK(open.size() == OpenRequisitions::open_max);
}

}  // namespace fettle::odoo
