// What a payment service tells in a day, as events: callbacks of every kind, and refunds that
// succeed, fail and get stuck.
#pragma once

#include "schemas/inbound/events.hpp"
#include "schemas/payment/refund_events.hpp"
#include "test/support/shop_day.hpp"

namespace fettle::test {

inline CallbackReceived told(std::string verdict, std::string outcome, std::string raw) {
  return {.notification = "EV-1",
          .verdict = std::move(verdict),
          .outcome = std::move(outcome),
          .encoding = "TEXT",
          .raw = std::move(raw),
          .headers = {{"wechatpay-serial", "5157F09E"}, {"wechatpay-nonce", "\"a\"\\"}},
          .payment = {},
          .refund = {},
          .job = {},
          .store = {},
          .transaction_id = {}};
}

// Of the order `n` of shop_day.hpp, which is paid.
class MoneyDay {
 public:
  MoneyDay(ShopLog& log, std::string tenant, const std::string& n)
      : log_(log), tenant_(std::move(tenant)), payment_("p" + n), order_("w" + n), payer_("c" + n) {
    log_.by("wechat_pay", "engine", "webhooks");
  }

  void callbacks() {
    auto applied = told("OK", "APPLIED", R"({"id":"EV-1","summary":"支付成功"})");
    applied.payment = PaymentId(payment_);
    applied.job = order_;
    applied.store = StoreId("s1");
    applied.transaction_id = "4200001";
    auto again = applied;
    again.outcome = "DUPLICATE";
    received(applied);
    received(again);
    received(told("BAD_SIGNATURE", "NOT_VERIFIED", "{\"id\":\t\"forged\"}"));
    auto bytes = told("MALFORMED", "NOT_VERIFIED", "AP8=");
    bytes.encoding = "BASE64";
    bytes.notification.reset();
    bytes.headers.clear();
    received(bytes);
    log_.commit(tenant_, {event_of("inbound", "wechat_pay", CallbacksCounted{"too_many", 7})});
  }

  void refunds() {
    ask("RF1", 1'000);
    of_payment(RefundAwaited{order_, RefundId("RF1"), payment_, "503", 1, ErrandId("RF1.1"), {}});
    auto notice = told("OK", "APPLIED", R"({"id":"EV-2","summary":"退款成功"})");
    notice.payment = PaymentId(payment_);
    notice.refund = RefundId("RF1");
    notice.job = order_;
    received(notice);
    of_payment(RefundSucceeded{order_, RefundId("RF1"), Money::fen(1'000), "wechat", "wechat_pay",
                               "503", Moment{Micros{1'763'712'000'000'000}}});
    ask("RF2", 2'000);
    of_payment(RefundFailed{order_, RefundId("RF2"), Money::fen(2'000), "wechat_pay_not_enough"});
    ask("RF3", 3'000);
    of_payment(RefundStuck{order_, RefundId("RF3"), Money::fen(3'000), "504", {}});
  }

 private:
  template <class Event>
  void of_payment(Event event) {
    log_.commit(tenant_, {event_of("payment", payment_, std::move(event))});
  }
  void received(CallbackReceived callback) {
    log_.commit(tenant_, {event_of("inbound", "wechat_pay", std::move(callback))});
  }
  void ask(const std::string& refund, std::int64_t fen) {
    of_payment(RefundAsked{.job = order_,
                           .store = StoreId("s1"),
                           .refund = RefundId(refund),
                           .kind = "REFUND",
                           .method = "wechat",
                           .trade_no = payment_,
                           .transaction_id = "4200001",
                           .amount = Money::fen(fen),
                           .paid = Money::fen(12'000),
                           .previous_refunded = Money::fen(0),
                           .refunded = Money::fen(fen),
                           .reason = personal(payer_, "多收"),
                           .asked_by = "mia",
                           .errand = ErrandId(refund + ".0"),
                           .asked_at = {}});
  }

  ShopLog& log_;
  std::string tenant_;
  std::string payment_;
  JobId order_;
  std::string payer_;
};

inline void money_day(ShopLog& log, const std::string& tenant, const std::string& n) {
  MoneyDay day(log, tenant, n);
  day.callbacks();
  day.refunds();
}

}  // namespace fettle::test
