#include "test/journey/support/refund_entry.hpp"

#include <stdexcept>

#include "test/journey/support/dead_errands.hpp"

namespace fettle::journey {

// Cash goes back at once. Only beside WeChat Pay a refund can get stuck.
OutsideShop& beside_wechat() {
  static OutsideShop shop(Settings{{"connectors.wechat_pay_retry", "1"}});
  return shop;
}

namespace {

std::string paid_by_wechat(OutsideShop& shop) {
  auto order = shop.order_to_pay(shop.customer("refund"));
  const auto payment = shop.begun(order);
  shop.pay_control("pay", {{"out_trade_no", payment}});
  if (!is_paid(order)) throw std::runtime_error("not paid: " + payment);
  return payment;
}

Request refund_settled(Shop&) {
  auto& outside = beside_wechat();
  auto& shop = outside.shop();
  const auto refunds = "/admin/payments/" + paid_by_wechat(outside) + "/refunds";
  outside.pay_control("faults", {{"match", "POST /v3/refund"}, {"kind", "error"}, {"times", 10}});
  const Json wish{{"amount", money(1'000)}, {"reason", "少修一项"}};
  const auto asked = accepted(shop.finance.post(refunds, wish));
  const auto refund = asked.body.at("refund").get<std::string>();
  const auto errand = dead_errand_of(shop, "refund/" + refund);
  accepted(shop.manager.post("/admin/errands/" + errand + "/give-up", {{"reason", "现金退"}}));
  return {shop.finance, "POST", refunds + "/" + refund + "/settle", {{"outcome", "PAID_BY_HAND"}}};
}

}  // namespace

Entry of_stuck_refund() {
  return {"SettleRefund", "POST /admin/payments/{payment}/refunds/{refund}/settle", refund_settled};
}

}  // namespace fettle::journey
