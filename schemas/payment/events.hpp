// What happens to one attempt to pay a job.
#pragma once

#include <optional>
#include <string>

#include "core/moment.hpp"
#include "core/money.hpp"
#include "core/personal.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

// The optional fields came later: what is absent in an older event was cash at the desk.
struct PaymentStarted {
  JobId job;
  CustomerId customer;
  StoreId store;
  std::int64_t quote_version;
  Money amount;
  std::optional<std::string> method;       // wechat; absent: to be paid at the desk
  std::optional<std::string> trade_no;     // what the payment service knows it by: the payment's id
  std::optional<Personal> payer;           // openid
  std::optional<std::string> description;  // what the payer reads
  std::optional<std::string> purpose;      // supplement; absent: the order's confirmed total
};
FETTLE_EVENT(PaymentStarted, 1, "An intent to pay the confirmed total of a job.",
             (job, customer, store, quote_version, amount, method, trade_no, payer, description,
              purpose))

struct PrepayIssued {
  JobId job;
  std::string trade_no;
  std::string app_id;
  std::string prepay_id;
  std::string time_stamp;  // seconds, as signed
  std::string nonce;
  std::string signature;  // ours, for the client
  Moment valid_until;     // then the attempt ends by itself
};
FETTLE_EVENT(PrepayIssued, 1, "The payment service is ready; the client may ask the payer.",
             (job, trade_no, app_id, prepay_id, time_stamp, nonce, signature, valid_until))

struct PaymentAwaited {
  JobId job;
  std::string trade_no;
  std::string state;    // as the payment service calls it: NOTPAY
  std::int64_t number;  // 1, 2, 3 … of such answers
};
FETTLE_EVENT(PaymentAwaited, 1, "The payment service was asked and has no money yet.",
             (job, trade_no, state, number))

struct PaymentSucceeded {
  JobId job;
  Money amount;
  std::string method;       // cash, wechat
  std::string recorded_by;  // the account that took the money
  std::optional<StoreId> store;
  std::optional<std::string> transaction_id;  // the payment service's number
  std::optional<Moment> paid_at;              // by its clock
};
FETTLE_EVENT(PaymentSucceeded, 1, "The money is there.",
             (job, amount, method, recorded_by, store, transaction_id, paid_at))

struct PaymentFailed {
  JobId job;
  Money amount;
  std::string reason;  // quote_changed, cancelled, prepay_refused, expired, closed, paid_otherwise
  std::optional<StoreId> store;
  std::optional<std::string> code;  // of a refusal
};
FETTLE_EVENT(PaymentFailed, 1, "The attempt ended without money.",
             (job, amount, reason, store, code))

struct PaymentQuestioned {
  JobId job;
  StoreId store;
  std::string
      code;  // payment_amount_differs, payment_late, payment_twice, payment_refunded_outside
  Money expected;
  Money amount;  // that came
  std::string transaction_id;
  Moment paid_at;
};
FETTLE_EVENT(PaymentQuestioned, 1, "Money came that pays no order; a person must look at it.",
             (job, store, code, expected, amount, transaction_id, paid_at))

struct PaymentCloseAsked {
  JobId job;
  std::string trade_no;
  std::string reason;
};
FETTLE_EVENT(PaymentCloseAsked, 1, "The payment service must take no more money for this.",
             (job, trade_no, reason))

struct PaymentClosed {
  JobId job;
  std::string trade_no;
};
FETTLE_EVENT(PaymentClosed, 1, "The payment service takes no more money for this.", (job, trade_no))

}  // namespace fettle
