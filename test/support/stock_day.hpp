// A day on the shelves of a workshop, as events: products and figures come in, parts are asked
// for, given out, posted and brought back, and the shelves are counted.
#pragma once

#include "schemas/product/events.hpp"
#include "schemas/requisition/events.hpp"
#include "schemas/stock/events.hpp"
#include "schemas/stock_count/events.hpp"
#include "schemas/stock_sync/events.hpp"
#include "test/support/shop_day.hpp"

namespace fettle::test {

// The events of one shelf: brake pads in store s1.
struct StockDay {
  ShopLog& log;
  std::string tenant;
  Moment now;
  StoreId store{"s1"};
  ProductId pads{"BRK-1"};
  JobId order{"w1"};

  template <class Event>
  DecidedEvent stock(Event event) const {
    return event_of("stock", store.text() + ":" + pads.text(), std::move(event));
  }
  template <class Event>
  static DecidedEvent requisition(const std::string& id, Event event) {
    return event_of("requisition", id, std::move(event));
  }
  template <class Event>
  static DecidedEvent count(Event event) {
    return event_of("stock_count", "n1", std::move(event));
  }
  static OdooDocument picking(std::int64_t id, std::string name) {
    return {"stock.picking", id, std::move(name), "done"};
  }

  void sync(std::int64_t yuan = 120, std::int64_t on_hand = 10, std::int64_t previous = 0) {
    log.by("odoo", "engine", "engine");
    log.at(now);
    log.commit(tenant, {event_of("product", pads.text(),
                                 ProductSynced{.odoo_id = 41,
                                               .sku = pads.text(),
                                               .name = "博世 Brake pads",
                                               .price = Money::fen(yuan * 100),
                                               .cost = Money::fen(6000),
                                               .supplier = "博世",
                                               .unit = "Units",
                                               .tracking = "none",
                                               .active = true,
                                               .as_of = now}),
                        event_of("stock_sync", ":products", CatalogueSynced{now, 1})});
    log.commit(tenant, {stock(StockSynced{store, pads, on_hand, 5, previous, now}),
                        event_of("stock_sync", store.text(), StoreSynced{store, now, 1})});
  }
  void ask(const std::string& id, std::int64_t pieces) {
    log.by("tom", "technician", "tech");
    log.commit(tenant, {requisition(id, RequisitionRequested{order, "A1", store, pads, 41, pieces,
                                                             "tom", personal("c1", "前轮")}),
                        stock(StockReserved{store, pads, RequisitionId(id), pieces})});
  }
  void approve(const std::string& id, std::int64_t pieces) {
    log.by("wu", "warehouse", "admin");
    log.commit(tenant, {requisition(id, RequisitionApproved{order, "A1", store, pads, 41, pieces,
                                                            id, "wu", ErrandId(id + ".0")})});
  }
  void post(const std::string& id, std::int64_t pieces) {
    const auto document = picking(7, "WH/OUT/7");
    log.by("odoo", "engine", "engine");
    log.commit(
        tenant,
        {requisition(id, RequisitionPosted{order, store, pads, pieces, document, {}, {}}),
         stock(StockIssued{store, pads, RequisitionId(id), pieces, pieces, -pieces, document, now}),
         event_of(job, order.text(), DocumentLinked{"issue", "requisition/" + id, document})});
  }
  void ask_back(const std::string& id, std::int64_t pieces) {
    log.by("wu", "warehouse", "admin");
    log.commit(tenant, {requisition(id, ReturnAsked{.return_id = ReturnId("b1"),
                                                    .job = order,
                                                    .short_number = "A1",
                                                    .store = store,
                                                    .product = pads,
                                                    .odoo_id = 41,
                                                    .quantity = pieces,
                                                    .reason = personal("c1", "没用上"),
                                                    .original = picking(7, "WH/OUT/7"),
                                                    .document_name = "b1",
                                                    .asked_by = "wu",
                                                    .errand = ErrandId("b1.0")})});
  }
  void bring_back(const std::string& id, std::int64_t pieces) {
    const auto document = picking(8, "WH/RET/8");
    log.by("odoo", "engine", "engine");
    log.commit(
        tenant,
        {requisition(
             id,
             PartsReturned{ReturnId("b1"), order, store, pads, pieces, pieces, document, {}, {}}),
         stock(StockReturned{store, pads, RequisitionId(id), ReturnId("b1"), pieces, pieces,
                             document, now}),
         event_of(job, order.text(), DocumentLinked{"return", "return/b1", document})});
  }
  void count_one_less(std::int64_t expected) {
    log.by("wu", "warehouse", "admin");
    log.commit(tenant, {count(CountOpened{store, "2025-11", {pads}, "wu"})});
    log.commit(tenant, {count(CountEntered{pads, expected - 1, expected, "破损", "wu"})});
    log.commit(tenant, {count(CountApproved{"wu", 1, 1}),
                        count(CountLineApproved{store, pads, 41, expected - 1, expected, "破损",
                                                ErrandId("n1.1")})});
    log.by("odoo", "engine", "engine");
    log.commit(
        tenant,
        {count(CountLinePosted{pads, expected - 1, expected - 1, {}, {}}), count(CountFinished{1}),
         stock(StockCounted{store, pads, CountId("n1"), expected - 1, expected, "破损", now})});
  }
};

}  // namespace fettle::test
