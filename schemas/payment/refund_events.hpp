// What happens to money that goes back. A refund never edits its payment: it stands beside it and
// names it by its stream.
#pragma once

#include <optional>
#include <string>

#include "core/moment.hpp"
#include "core/money.hpp"
#include "core/personal.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct RefundAsked {
  JobId job;
  StoreId store;
  RefundId refund;   // also what the payment service knows it by
  std::string kind;  // REFUND, REVERSAL: all that is left
  std::string method;
  std::optional<std::string> trade_no, transaction_id;
  Money amount;
  Money paid;               // by the payment
  Money previous_refunded;  // before this one, with what is on its way
  Money refunded;           // with this one
  Personal reason;
  std::string asked_by;
  ErrandId errand;  // by which the outside is asked: this event's id
  std::optional<Moment> asked_at;
};
FETTLE_EVENT(RefundAsked, 1, "Money is to go back to the payer.",
             (job, store, refund, kind, method, trade_no, transaction_id, amount, paid,
              previous_refunded, refunded, reason, asked_by, errand, asked_at))

struct RefundAwaited {
  JobId job;
  RefundId refund;
  std::string trade_no;
  std::optional<std::string> refund_id;  // the payment service's number
  std::int64_t number;                   // 1, 2, 3 … of such answers
  ErrandId errand;                       // by which it is asked again: this event's id
  std::optional<bool> stuck;             // a person was called: it is asked again, but slowly
};
FETTLE_EVENT(RefundAwaited, 1, "The payment service took the refund and is at it.",
             (job, refund, trade_no, refund_id, number, errand, stuck))

struct RefundSucceeded {
  JobId job;
  RefundId refund;
  Money amount;
  std::string method;  // cash, wechat, by_hand
  std::string recorded_by;
  std::optional<std::string> refund_id;
  std::optional<Moment> refunded_at;  // by the payment service's clock
};
FETTLE_EVENT(RefundSucceeded, 1, "The money went back.",
             (job, refund, amount, method, recorded_by, refund_id, refunded_at))

struct RefundFailed {
  JobId job;
  RefundId refund;
  Money amount;
  std::string code;
};
FETTLE_EVENT(RefundFailed, 1, "The money did not go back, and may be asked to again.",
             (job, refund, amount, code))

struct RefundStuck {
  JobId job;
  RefundId refund;
  Money amount;
  std::optional<std::string> refund_id;
  std::optional<ErrandId> errand;  // by which it is asked again; none: an earlier question goes on
};
FETTLE_EVENT(RefundStuck, 1, "The payment service cannot reach the payer: a person must act there.",
             (job, refund, amount, refund_id, errand))

}  // namespace fettle
