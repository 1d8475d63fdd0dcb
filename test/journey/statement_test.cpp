// A day's statement of the payment service against the payments that came by it.
#include <doctest/doctest.h>

#include <map>

#include "core/moment.hpp"
#include "test/journey/support/outside.hpp"

using namespace fettle::journey;

namespace {

Json paid_by_wechat(OutsideShop& outside, const std::string& name) {
  auto order = outside.order_to_pay(outside.customer(name));
  const auto payment = outside.begun(order);
  outside.pay_control("pay", {{"out_trade_no", payment}});
  REQUIRE(becomes_true([&] { return order.shown().at("status") == "PAID"; }));
  return outside.shop().finance.get("/admin/payments/" + payment).body;
}

// The payment service's day is China's.
std::string day_of(const Json& payment) {
  const auto paid = *fettle::parse_moment(payment.at("paid_at").get<std::string>());
  return fettle::to_text(paid + std::chrono::hours(8)).substr(0, 10);
}

Json line_of(const Json& payment, std::int64_t fen) {
  return {{"trade_no", payment.at("id")},
          {"transaction_id", payment.at("transaction_id")},
          {"kind", "PAY"},
          {"amount", money(fen)},
          {"at", payment.at("paid_at")}};
}

}  // namespace

TEST_CASE("[AR-51:part] matched, missing here, missing there, another amount: each once, settled") {
  OutsideShop outside;
  const auto& finance = outside.shop().finance;
  const auto matched = paid_by_wechat(outside, "matched"),
             differs = paid_by_wechat(outside, "differs"),
             missing = paid_by_wechat(outside, "missing");
  auto stray = line_of(matched, 500);
  stray["trade_no"] = "stray-1";
  const auto day = day_of(matched);
  const Json lines{line_of(matched, usual_fen), line_of(differs, usual_fen - 100), stray};
  const auto summary =
      accepted(finance.post("/admin/statements", {{"day", day}, {"lines", lines}}));
  for (const auto* kind : {"matched", "missing_ours", "missing_theirs", "amount_differs"}) {
    CAPTURE(kind);
    CHECK(summary.body.at(kind) == 1);
  }

  const auto report = finance.get("/admin/statements/" + day).body;
  std::int64_t ledger = 0;
  for (const auto& row : finance.list("/admin/payments?state=SUCCEEDED")) {
    ledger += row.at("received").at("minor").get<std::int64_t>();
  }
  CHECK(report.at("our_paid") == money(ledger));
  CHECK(report.at("our_refunded") == money(0));
  CHECK(report.at("their_paid") == money(2 * usual_fen - 100 + 500));
  CHECK(report.at("matched") == 1);
  const std::map<std::string, Json> expected{{"missing_ours", "stray-1"},
                                             {"missing_theirs", missing.at("id")},
                                             {"amount_differs", differs.at("id")}};
  const auto& items = report.at("items");
  REQUIRE(items.size() == expected.size());
  for (const auto& item : items) {
    CHECK(item.at("trade_no") == expected.at(item.at("code").get<std::string>()));
    accepted(finance.post("/admin/cases/" + item.at("id").get<std::string>() + "/settle",
                          {{"note", "已核对 " + item.at("code").get<std::string>()}}));
  }
  const auto settled = finance.list("/admin/statement-items?settled=true&day=" + day);
  REQUIRE(settled.size() == expected.size());
  for (const auto& item : settled) {
    CHECK(item.at("note") == "已核对 " + item.at("code").get<std::string>());
  }
}
