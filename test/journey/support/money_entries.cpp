#include "test/journey/support/money_entries.hpp"

namespace fettle::journey {
namespace {

WorkOrder paid_order(Shop& shop) {
  WorkOrder order(shop);
  order.to("PAID");
  return order;
}

Request back_to_payer(Shop& shop, const std::string& what, Json body) {
  auto order = paid_order(shop);
  body["reason"] = "少修一项";
  return {shop.finance, "POST", "/admin/payments/" + payment_of(order) + what, std::move(body)};
}

Request by_owner(Shop& shop, const std::string& method, const std::string& pattern, Json body) {
  auto order = paid_order(shop);
  return {order.customer, method, order.path(pattern), std::move(body)};
}

Request invoice_issued(Shop& shop) {
  auto order = paid_order(shop);
  const auto data = order.customer.send("PUT", order.path("/mp/work-orders/{work_order}/invoice"),
                                        Json{{"title", "李女士"}}.dump());
  (void)accepted(data);
  return {shop.finance,
          "POST",
          order.path("/admin/work-orders/{work_order}/issue-invoice"),
          {{"number", shop.served().fresh("F")}}};
}

Request case_settled(Shop& shop) {
  const auto statement = stray_statement(shop);
  accepted(shop.finance.post("/admin/statements", statement));
  const auto trade = statement.at("lines").at(0).at("trade_no").get<std::string>();
  for (const auto& matter : shop.finance.list("/admin/cases?settled=false&kind=RECONCILIATION")) {
    if (matter.at("reference") != trade) continue;
    return {shop.finance,
            "POST",
            "/admin/cases/" + matter.at("id").get<std::string>() + "/settle",
            {{"note", "次日到账"}}};
  }
  throw std::runtime_error("no case of " + trade);
}

}  // namespace

std::string payment_of(WorkOrder& order) { return order.shown().at("payment_id"); }

Json stray_statement(Shop& shop) {
  const Json line{{"trade_no", shop.served().fresh("stray")},
                  {"transaction_id", "4200000001"},
                  {"kind", "PAY"},
                  {"amount", money(500)},
                  {"at", "2026-11-20T02:00:00Z"}};
  return {{"day", "2026-11-20"}, {"lines", Json::array({line})}};
}

std::vector<Entry> of_money() {
  return {
      {"RefundPayment", "POST /admin/payments/{payment}/refunds",
       [](Shop& shop) {
         return back_to_payer(shop, "/refunds", {{"amount", money(1000)}});
       }},
      {"ReversePayment", "POST /admin/payments/{payment}/reversal",
       [](Shop& shop) { return back_to_payer(shop, "/reversal", Json::object()); }},
      {"ImportStatement", "POST /admin/statements",
       [](Shop& shop) {
         return Request{shop.finance, "POST", "/admin/statements", stray_statement(shop)};
       }},
      {"SettleCase", "POST /admin/cases/{matter}/settle", case_settled},
      {"StoreInvoiceData", "PUT /mp/work-orders/{work_order}/invoice",
       [](Shop& shop) {
         return by_owner(shop, "PUT", "/mp/work-orders/{work_order}/invoice",
                         {{"title", "李女士"}});
       }},
      {"IssueInvoice", "POST /admin/work-orders/{work_order}/issue-invoice", invoice_issued},
      {"GiveReview", "POST /mp/work-orders/{work_order}/review",
       [](Shop& shop) {
         return by_owner(shop, "POST", "/mp/work-orders/{work_order}/review",
                         {{"stars", 5}, {"tags", Json::array({"准时"})}});
       }},
  };
}

}  // namespace fettle::journey
