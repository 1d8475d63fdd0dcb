// Folds what happened into the state. Never refuses: the log is the truth.
#include <algorithm>

#include "commands/payment/state.hpp"

namespace fettle {
namespace {

RefundState* refund_of(PaymentState& payment, const RefundId& id) {
  const auto found = std::find_if(payment.refunds.begin(), payment.refunds.end(),
                                  [&](const RefundState& refund) { return refund.id == id; });
  return found == payment.refunds.end() ? nullptr : &*found;
}

void let_stand(PaymentState& payment, const RefundId& id, RefundStanding standing) {
  if (auto* refund = refund_of(payment, id)) refund->standing = standing;
}

}  // namespace

void evolve(PaymentState& payment, const PaymentStarted& e) {
  payment = {};
  payment.parties = PaymentParties{e.job, e.customer, e.store};
  payment.amount = e.amount;
  payment.quote_version = e.quote_version;
  payment.trade_no = e.trade_no;
  payment.supplement = e.purpose == "supplement";
}

void evolve(PaymentState& payment, const PrepayIssued& e) {
  payment.prepay = Prepay{e.app_id, e.prepay_id, e.time_stamp, e.nonce, e.signature, e.valid_until};
}

void evolve(PaymentState& payment, const PaymentAwaited& e) { payment.answers = e.number; }

void evolve(PaymentState& payment, const PaymentSucceeded& e) {
  payment.standing = PaymentStanding::SUCCEEDED;
  payment.received = Received{e.amount, e.transaction_id, e.paid_at};
}

void evolve(PaymentState& payment, const PaymentFailed&) {
  payment.standing = PaymentStanding::FAILED;
}

void evolve(PaymentState& payment, const PaymentQuestioned& e) {
  payment.standing = PaymentStanding::QUESTIONED;
  payment.received = Received{e.amount, e.transaction_id, e.paid_at};
}

void evolve(PaymentState&, const PaymentCloseAsked&) {}

void evolve(PaymentState&, const PaymentClosed&) {}

void evolve(PaymentState& payment, const RefundAsked& e) {
  payment.refunds.push_back({.id = e.refund,
                             .amount = e.amount,
                             .standing = RefundStanding::ASKED,
                             .errand = e.errand,
                             .answers = 0,
                             .at = std::nullopt,
                             .asked_at = e.asked_at,
                             .method = std::nullopt});
}

void evolve(PaymentState& payment, const RefundAwaited& e) {
  if (auto* refund = refund_of(payment, e.refund)) {
    refund->answers = e.number;
    refund->errand = e.errand;
  }
}

void evolve(PaymentState& payment, const RefundSucceeded& e) {
  let_stand(payment, e.refund, RefundStanding::SUCCEEDED);
  if (auto* refund = refund_of(payment, e.refund)) {
    refund->at = e.refunded_at;
    refund->method = e.method;
  }
}

void evolve(PaymentState& payment, const RefundFailed& e) {
  let_stand(payment, e.refund, RefundStanding::FAILED);
}

void evolve(PaymentState& payment, const RefundStuck& e) {
  let_stand(payment, e.refund, RefundStanding::STUCK);
  auto* refund = refund_of(payment, e.refund);
  if (refund != nullptr && e.errand) refund->errand = *e.errand;
}

}  // namespace fettle
