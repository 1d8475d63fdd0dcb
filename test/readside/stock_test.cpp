// Parts, requisitions, movements and counts as the queries show them, on a real PostgreSQL.
#include "test/readside/asking.hpp"
#include "test/support/stock_day.hpp"

namespace fettle::test {
namespace {

QueryRequest with(QueryRequest request, std::vector<std::pair<std::string, std::string>> more) {
  request.parameters = std::move(more);
  return request;
}

QueryRequest about(QueryRequest request, std::string name, std::string value) {
  request.path[std::move(name)] = std::move(value);
  return request;
}

// Ten pads, three asked for and posted, one brought back, one missing in the count.
struct Shelf : Asking {
  StockDay day{shop, "demo", clock.now()};

  Shelf() {
    open_shop(shop, "demo");
    whole_order(shop, "demo", "1");
    day.sync();
  }
  std::string parts(const QueryRequest& request) { return answer("/tech/parts", request).body; }
  void whole_day() {
    day.ask("r1", 3);
    day.approve("r1", 3);
    day.post("r1", 3);
    day.ask_back("r1", 1);
    day.bring_back("r1", 1);
    day.count_one_less(8);
    project();
  }
};

}  // namespace

TEST_CASE("[AR-70] one reply has name, SKU, price, available and in transit of a store") {
  Shelf side;
  side.day.ask("r1", 3);
  side.project();
  const auto body = side.parts(Asking::as("tom", "technician", "s1"));
  CHECK(holds(body, R"("store_id":"s1","product_id":"BRK-1","stock_id":"s1:BRK-1","sku":"BRK-1",)"
                    R"("name":"博世 Brake pads","price":{"minor":12000,"currency":"CNY"},)"
                    R"("unit":"Units","available":7,"in_transit":5,"on_hand":10,"reserved":3,)"));
  CHECK(!holds(body, "default_code"));
  CHECK(!holds(body, "qty"));
  CHECK(side.parts(Asking::as("tom", "technician", "s2")) == R"({"items":[]})");
}

TEST_CASE("parts are found by SKU, by text in either case, and by what is there") {
  Shelf side;
  side.project();
  const auto found = [&](std::string name, std::string value) {
    const auto request = with(Asking::as("wu", "warehouse"), {{std::move(name), std::move(value)}});
    return members(side.answer("/admin/parts", request).body, "product_id").size();
  };
  CHECK(found("sku", "BRK-1") == 1);
  CHECK(found("sku", "BRK") == 0);
  CHECK(found("text", "bRAKE") == 1);
  CHECK(found("text", "博世") == 1);
  CHECK(found("text", "%") == 0);
  CHECK(found("stock", "available") == 1);
  CHECK(found("stock", "none") == 0);
  CHECK(found("store", "s2") == 0);
}

TEST_CASE("[AR-66:part] products and figures say as of when they are Odoo's") {
  Shelf side;
  side.day.now = side.day.now + std::chrono::minutes(5);
  side.shop.commit("demo",
                   {event_of("stock_sync", "s1", StoreSynced{StoreId("s1"), side.day.now, 0})});
  side.project();
  const auto body = side.parts(Asking::as("tom", "technician", "s1"));
  CHECK(holds(body, R"("synced_at":")" + to_text(side.day.now) + '"'));
  const auto products = side.answer("/admin/products", Asking::as("wu", "warehouse")).body;
  CHECK(holds(products, R"("cost":{"minor":6000,"currency":"CNY"},"supplier":"博世")"));
  CHECK(!holds(side.answer("/admin/products", Asking::as("di", "front_desk")).body, "\"cost\""));
  CHECK(members(side.answer("/admin/stock-syncs", Asking::as("wu", "warehouse")).body, "id") ==
        std::vector<std::string>{":products", "s1"});
}

TEST_CASE("[AR-63:part] a requisition shows its posting and what came back [AR-50:part]") {
  Shelf side;
  side.whole_day();
  const auto path = "/admin/requisitions/{requisition}";
  const auto body =
      side.answer(path, about(Asking::as("wu", "warehouse"), "requisition", "r1")).body;
  CHECK(holds(body, R"("status":"POSTED")"));
  CHECK(holds(body, R"("document_id":7,"document":"WH/OUT/7","document_state":"done")"));
  CHECK(holds(body, R"("issued":3,"returned":1,"return_pending":0)"));
  CHECK(holds(body, R"("original":"WH/OUT/7","original_id":7)"));
  CHECK(holds(body, R"("document_id":8,"document":"WH/RET/8")"));
  CHECK(!holds(body, "前轮"));
  CHECK(members(side.answer("/tech/requisitions", Asking::as("tom", "technician")).body, "note") ==
        std::vector<std::string>{"前轮"});
  CHECK(side.answer("/tech/requisitions", Asking::as("ann", "technician")).body ==
        R"({"items":[]})");
}

TEST_CASE("[AR-71] an order lists each document in Odoo with its id, type and state") {
  Shelf side;
  side.whole_day();
  const auto body = side.answer("/admin/work-orders/{work_order}",
                                about(Asking::as("mia", "manager"), "work_order", "w1"))
                        .body;
  CHECK(holds(body,
              R"("odoo_documents":[{"id": 7, "kind": "issue", "name": "WH/OUT/7",)"
              R"( "model": "stock.picking", "state": "done", "subject": "requisition/r1"},)"));
  CHECK(holds(body, R"({"id": 8, "kind": "return", "name": "WH/RET/8", "model": "stock.picking",)"
                    R"( "state": "done", "subject": "return/b1"}])"));
  CHECK(holds(body, R"("requisitions":[{"id":"r1")"));
  CHECK(holds(body, R"("parts_returns":[{"requisition_id":"r1")"));
  const auto own = side.answer("/mp/work-orders/{work_order}",
                               about(Asking::as("c1", "customer"), "work_order", "w1"))
                       .body;
  CHECK(!holds(own, R"("requisitions")"));
}

TEST_CASE("every movement of stock stands in the list with its source") {
  Shelf side;
  side.whole_day();
  const auto list = [&](std::vector<std::pair<std::string, std::string>> filter) {
    return side
        .answer("/admin/stock-movements", with(Asking::as("wu", "warehouse"), std::move(filter)))
        .body;
  };
  auto kinds = members(list({}), "kind");
  std::sort(kinds.begin(), kinds.end());
  CHECK(kinds == std::vector<std::string>{"COUNT", "ISSUE", "RESERVE", "RETURN", "SYNC"});
  CHECK(members(list({{"source", "requisition/r1"}}), "kind").size() == 2);
  CHECK(
      holds(list({{"kind", "ISSUE"}}), R"("quantity":3,"on_hand_change":-3,"reserved_change":-3)"));
  CHECK(holds(list({{"kind", "COUNT"}}), R"("source":"count/n1")"));
  CHECK(members(list({{"store", "s2"}}), "kind").empty());
}

TEST_CASE("[AR-65:part] the history of counts shows each number with its reason") {
  Shelf side;
  side.whole_day();
  const auto as = Asking::as("wu", "warehouse");
  CHECK(members(side.answer("/admin/stock-counts", with(as, {{"period", "2025-11"}})).body,
                "status") == std::vector<std::string>{"FINISHED"});
  const auto body = side.answer("/admin/stock-counts/{count}", about(as, "count", "n1")).body;
  CHECK(
      holds(body, R"("status":"POSTED","expected":8,"counted":7,"difference":-1,"reason":"破损")"));
  const auto shelf = side.parts(Asking::as("tom", "technician", "s1"));
  CHECK(holds(shelf, R"("available":7,"in_transit":5,"on_hand":7,"reserved":0)"));
}

TEST_CASE("[AR-93:part] the stock report tells shortage and turnover of a span") {
  Shelf side;
  side.day.ask("r2", 2);
  side.shop.commit("demo", {StockDay::requisition("r2", RequisitionShort{ErrandId("r2.0"), 1})});
  side.whole_day();
  const auto day = to_text(side.clock.now()).substr(0, 10);
  const auto body = side.answer("/admin/reports/stock",
                                with(Asking::as("mia", "manager"), {{"from", day}, {"to", day}}))
                        .body;
  CHECK(holds(body, R"("requisitions" : 2, "short_requisitions" : 1)"));
  CHECK(holds(body, R"("shortage_rate_per_10000" : 5000)"));
  CHECK(holds(body, R"("issued_pieces" : 2, "issued_value_minor" : 12000)"));
  // From nothing to seven pads at 60 yuan within the day, two used: 1.75 days.
  CHECK(holds(body, R"("mean_value_minor" : 21000)"));
  CHECK(holds(body, R"("turnover_hundredths_of_days" : 175)"));
}

}  // namespace fettle::test
