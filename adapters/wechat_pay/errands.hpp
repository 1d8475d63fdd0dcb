// What each errand of a payment needs to be run: all of it stood in the event that asked for it.
#pragma once

#include <string>
#include <variant>

#include "adapters/wechat_pay/client.hpp"
#include "schemas/ids.hpp"

namespace fettle::wechat_pay {

struct Prepay {
  PrepayOrder order;  // without an openid when the payer was erased meanwhile
};
struct AskPayment {
  std::string trade_no;
};
struct CloseOrder {
  std::string trade_no;
};
struct GiveBack {
  RefundId refund;
  RefundOrder order;
};
struct AskRefund {
  RefundId refund;
};

struct PaymentErrand {
  PaymentId payment;
  std::variant<Prepay, AskPayment, CloseOrder, GiveBack, AskRefund> what;
};

namespace action {
inline constexpr std::string_view prepay = "prepay";
inline constexpr std::string_view ask_payment = "ask_payment";
inline constexpr std::string_view close_order = "close_order";
inline constexpr std::string_view refund = "refund";
inline constexpr std::string_view ask_refund = "ask_refund";
}  // namespace action

}  // namespace fettle::wechat_pay
