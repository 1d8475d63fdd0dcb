// The shop with its till at WeChat Pay: Li has an account there, and what the service says of his
// payments is written here by hand.
#pragma once

#include "commands/customer/indexes.hpp"
#include "commands/payment/state.hpp"
#include "schemas/case/events.hpp"
#include "schemas/connector/commands.hpp"
#include "schemas/inbound/commands.hpp"
#include "schemas/inbound/events.hpp"
#include "schemas/payment/commands.hpp"
#include "schemas/payment/refund_events.hpp"
#include "test/domain/shop.hpp"

namespace fettle::test {

inline const Actor connector{"connector:wechat_pay", "engine", "engine"};
inline const Actor cashier{"cashier", "finance", "admin"};

inline OutsideNumber number(std::string text) { return OutsideNumber(std::move(text)); }

inline Trade trade_of(const PaymentId& payment, const Money& amount,
                      const std::string& transaction = "4200001") {
  return {.trade_no = number(payment.text()),
          .transaction_id = number(transaction),
          .state = TradeState::SUCCESS,
          .amount = amount,
          .paid_at = *parse_moment("2026-11-23T01:30:00Z"),
          .app_id = std::nullopt,
          .merchant = std::nullopt};
}

inline RecordCallback callback(CallbackVerdict verdict, std::optional<Trade> trade) {
  return {.provider = InboundId("wechat_pay"),
          .notification = Text<1, 128>("EV-1"),
          .verdict = verdict,
          .encoding = RawEncoding::TEXT,
          .raw = Text<0, 100'000>(R"({"id":"EV-1"})"),
          .headers = {{Text<1, 100>("Wechatpay-Nonce"), Text<0, 2000>("n1")}},
          .trade = std::move(trade),
          .refund = std::nullopt};
}

inline RecordCallback refund_callback(const PaymentId& payment, const RefundId& refund,
                                      RefundAnswer state, const Money& amount) {
  auto told = callback(CallbackVerdict::OK, std::nullopt);
  told.refund = TradeRefund{.trade_no = number(payment.text()),
                            .refund_no = number(refund.text()),
                            .refund_id = number("5000001"),
                            .state = state,
                            .amount = amount,
                            .at = *parse_moment("2026-11-23T02:00:00Z")};
  return told;
}

inline RecordPrepay prepay_of(const PaymentId& payment, const ErrandId& errand) {
  return {payment,
          errand,
          number("wxapp1"),
          Text<1, 128>("wx2026"),
          Text<1, 20>("1795395600"),
          Text<1, 64>("nonce"),
          Text<1, 1000>("c2lnbmF0dXJl")};
}

inline RecordPaymentQuery query_of(const PaymentId& payment, const ErrandId& errand,
                                   TradeState state) {
  return {payment, errand, state, std::nullopt};
}

class Till : public Shop {
 public:
  Till() {
    given(connector, EnableConnector{ConnectorId("wechat_pay")});
    Decision linked;
    add<Customer>(linked, CustomerId("li"),
                  CustomerEdited{.name = std::nullopt,
                                 .phone = std::nullopt,
                                 .preferred_store = north,
                                 .openid = Personal{PersonId("li"), "o-li"},
                                 .unionid = std::nullopt});
    view().apply(linked.events.front());
  }

  const PaymentState& payment(const PaymentId& id) { return *view().get<Payment>(id); }
  // An attempt of Li's at WeChat, ready for his client.
  PaymentId begun(const JobId& order, const QuoteVersion& version = v1) {
    const auto id = given(li, StartPayment{order, version}).event<PaymentBegun>().payment;
    given(connector, prepay_of(id, next_errand()));
    return id;
  }
  // An order of Li's that WeChat paid.
  JobId paid_order() {
    const auto id = order_in("READY_TO_PAY");
    const auto attempt = begun(id);
    given(connector, callback(CallbackVerdict::OK, trade_of(attempt, yuan_of(900))));
    return id;
  }
  PaymentId paid_by(const JobId& order_id) { return order(order_id).paid_by.front(); }
  ErrandId next_errand() { return ErrandId("e" + std::to_string(++errands_)); }

 private:
  int errands_ = 0;
};

}  // namespace fettle::test
