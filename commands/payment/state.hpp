// What a decision must know of one attempt to pay.
#pragma once

#include <optional>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/payment/events.hpp"

namespace fettle {

enum class PaymentStanding { STARTED, SUCCEEDED, FAILED };
FETTLE_ENUM(PaymentStanding, STARTED, SUCCEEDED, FAILED)

struct PaymentState {
  std::optional<JobId> job;
  std::optional<Money> amount;
  PaymentStanding standing = PaymentStanding::STARTED;
};
FETTLE_STRUCT(PaymentState, (job, amount, standing))

struct Payment {
  static constexpr std::string_view type = "payment";
  static constexpr std::string_view shape = "1";
  using Key = PaymentId;
  using State = PaymentState;
  using Events = boost::mp11::mp_list<PaymentStarted, PaymentSucceeded, PaymentFailed>;
};

void evolve(PaymentState&, const PaymentStarted&);
void evolve(PaymentState&, const PaymentSucceeded&);
void evolve(PaymentState&, const PaymentFailed&);

}  // namespace fettle
