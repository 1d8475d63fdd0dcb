// What happens to one attempt to pay a job.
#pragma once

#include <string>

#include "core/money.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct PaymentStarted {
  JobId job;
  CustomerId customer;
  StoreId store;
  std::int64_t quote_version;
  Money amount;
};
FETTLE_EVENT(PaymentStarted, 1, "An intent to pay the confirmed total of a job.",
             (job, customer, store, quote_version, amount))

struct PaymentSucceeded {
  JobId job;
  Money amount;
  std::string method;       // cash
  std::string recorded_by;  // the account that took the money
};
FETTLE_EVENT(PaymentSucceeded, 1, "The money is there.", (job, amount, method, recorded_by))

struct PaymentFailed {
  JobId job;
  Money amount;
  std::string reason;  // quote_changed, cancelled
};
FETTLE_EVENT(PaymentFailed, 1, "The attempt ended without money.", (job, amount, reason))

}  // namespace fettle
