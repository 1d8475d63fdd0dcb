#include "commands/payment/state.hpp"

namespace fettle {

void evolve(PaymentState& payment, const PaymentStarted& e) {
  payment = {.job = e.job, .amount = e.amount, .standing = PaymentStanding::STARTED};
}

void evolve(PaymentState& payment, const PaymentSucceeded&) {
  payment.standing = PaymentStanding::SUCCEEDED;
}

void evolve(PaymentState& payment, const PaymentFailed&) {
  payment.standing = PaymentStanding::FAILED;
}

}  // namespace fettle
