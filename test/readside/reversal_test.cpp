// A reversal that came to nothing, as the queries show it.
#include "schemas/payment/events.hpp"
#include "schemas/payment/refund_events.hpp"
#include "test/readside/asking.hpp"

namespace fettle::test {
namespace {

const JobId order("w1");
const StoreId store("s1");
const RefundId reversal("back1");
const Money all = Money::fen(9'000);

PaymentStarted started() {
  return {.job = order,
          .customer = CustomerId("c1"),
          .store = store,
          .quote_version = 1,
          .amount = all,
          .method = {},
          .trade_no = {},
          .payer = {},
          .description = {},
          .purpose = {}};
}

RefundAsked asked() {
  return {.job = order,
          .store = store,
          .refund = reversal,
          .kind = "REVERSAL",
          .method = "wechat",
          .trade_no = {},
          .transaction_id = {},
          .amount = all,
          .paid = all,
          .previous_refunded = Money::fen(0),
          .refunded = all,
          .reason = {PersonId("c1"), "记错单"},
          .asked_by = "mia",
          .errand = ErrandId("e1"),
          .asked_at = {}};
}

}  // namespace

TEST_CASE("a payment names the reversal that undoes it, and one that failed no more") {
  Asking side;
  open_shop(side.shop, "demo");
  const auto shown = [&] {
    auto request = Asking::as("mia", "manager");
    request.path["payment"] = "p1";
    side.project();
    return side.answer("/admin/payments/{payment}", request).body;
  };
  side.shop.commit("demo", {event_of("payment", "p1", started())});
  side.shop.commit("demo", {event_of("payment", "p1", asked())});
  CHECK(holds(shown(), R"("reversed_by":"back1")"));
  side.shop.commit("demo",
                   {event_of("payment", "p1", RefundFailed{order, reversal, all, "closed"})});
  CHECK(holds(shown(), R"("reversed_by":null)"));
}

TEST_CASE("a refund that is stuck is not settled, and keeps the service's number") {
  Asking side;
  open_shop(side.shop, "demo");
  side.shop.commit("demo", {event_of("payment", "p1", started())});
  side.shop.commit("demo", {event_of("payment", "p1", asked())});
  side.shop.commit("demo",
                   {event_of("payment", "p1", RefundStuck{order, reversal, all, "5000001", {}})});
  side.shop.commit("demo", {event_of("payment", "p1",
                                     RefundAwaited{.job = order,
                                                   .refund = reversal,
                                                   .trade_no = "p1",
                                                   .refund_id = {},
                                                   .number = 1,
                                                   .errand = ErrandId("e2"),
                                                   .stuck = true})});
  side.project();
  const auto shown = side.answer("/admin/refunds", Asking::as("mia", "manager")).body;
  CHECK(holds(shown, R"("status":"STUCK")"));
  CHECK(holds(shown, R"("settled_at":null)"));
  CHECK(holds(shown, R"("refund_id":"5000001")"));
}

}  // namespace fettle::test
