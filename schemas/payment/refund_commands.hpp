// Commands that give money back. Only management asks; the connector reports.
#pragma once

#include <optional>

#include "core/money.hpp"
#include "schemas/ids.hpp"
#include "schemas/payment/outside.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct RefundAnswered {
  RefundId refund;
  std::string status;  // ASKED, SUCCEEDED, STUCK
  Money refundable;    // that is left
};
FETTLE_STRUCT(RefundAnswered, (refund, status, refundable))

struct RefundPayment {
  using Answer = RefundAnswered;
  PaymentId payment;
  Money amount;
  Text<1, 80> reason;
};
FETTLE_COMMAND(RefundPayment, "Gives back a part or all of what a payment brought.",
               (.aggregate = "payment", .routes = {{"POST", "/admin/payments/{payment}/refunds"}},
                .roles = {role::manager, role::finance}, .key = KeyPolicy::required),
               (payment, amount, reason))

struct ReversePayment {
  using Answer = RefundAnswered;
  PaymentId payment;
  Text<1, 80> reason;
};
FETTLE_COMMAND(ReversePayment, "Undoes a payment: all that is left of it goes back.",
               (.aggregate = "payment", .routes = {{"POST", "/admin/payments/{payment}/reversal"}},
                .roles = {role::manager, role::finance}, .key = KeyPolicy::required),
               (payment, reason))

enum class RefundSettlement { PAID_BY_HAND, GIVEN_UP };
FETTLE_ENUM(RefundSettlement, PAID_BY_HAND, GIVEN_UP)

struct SettleRefund {
  using Answer = RefundAnswered;
  PaymentId payment;
  RefundId refund;
  RefundSettlement outcome;
};
FETTLE_COMMAND(SettleRefund, "A person says what became of a refund that the service cannot end.",
               (.aggregate = "payment",
                .routes = {{"POST", "/admin/payments/{payment}/refunds/{refund}/settle"}},
                .roles = {role::manager, role::finance}),
               (payment, refund, outcome))

struct RecordRefund {
  PaymentId payment;
  RefundId refund;
  ErrandId errand;
  RefundAnswer state;
  std::optional<OutsideNumber> refund_id;
  std::optional<Money> amount;
  std::optional<Moment> at;
  std::optional<Text<1, 64>> code;  // with REFUSED
};
FETTLE_COMMAND(RecordRefund, "What the payment service says of a refund; the connector's.",
               (.aggregate = "payment"),
               (payment, refund, errand, state, refund_id, amount, at, code))

}  // namespace fettle
