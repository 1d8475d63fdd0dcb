// What the payment service settled is found by the day of its statement; a refund that it is asked
// for, by the errand.
#pragma once

#include <set>
#include <string>

#include "commands/payment/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index paid_on{"paid_on"};
inline constexpr Index refunded_on{"refunded_on"};
inline constexpr Index errands_of_refunds{"errands_of_refunds"};

// The shop's day, 2026-11-20: statements are of days in UTC+8.
inline std::string day_of(Moment moment) {
  return to_text(moment + std::chrono::hours(8)).substr(0, 10);
}

inline void index(const PaymentState& payment, IndexSink& sink) {
  const auto& received = payment.received;
  if (received && received->transaction_id && received->at)
    sink.put(paid_on, day_of(*received->at));
  std::set<std::string> days;
  for (const auto& refund : payment.refunds) {
    if (refund.standing == RefundStanding::SUCCEEDED && refund.at) days.insert(day_of(*refund.at));
  }
  for (const auto& day : days) sink.put(refunded_on, day);
  for (const auto& refund : payment.refunds) {
    const bool waits = refund.standing == RefundStanding::ASKED;
    if (waits) sink.put(errands_of_refunds, refund.errand.text());
  }
}

FETTLE_AGGREGATE_ELSEWHERE(Payment)

}  // namespace fettle
