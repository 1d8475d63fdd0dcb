// A day's statement of the payment service, held against our own books.
#pragma once

#include <optional>
#include <string>

#include "core/money.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct StatementImported {
  std::int64_t number;  // 1, 2, 3 … of this day; a later one replaces the one before
  std::int64_t lines;
  std::int64_t matched, missing_ours, missing_theirs, amount_differs;
  std::int64_t left_out;  // differences beyond the bound of one import
  Money their_paid, their_refunded;
  Money our_paid, our_refunded;
  std::string imported_by;
};
FETTLE_EVENT(StatementImported, 1, "A day's statement was held against our books.",
             (number, lines, matched, missing_ours, missing_theirs, amount_differs, left_out,
              their_paid, their_refunded, our_paid, our_refunded, imported_by))

struct StatementItem {
  std::int64_t number;  // of the import
  CaseId matter;        // the case by which a person settles it
  std::string kind;     // PAY, REFUND
  std::string code;     // missing_ours, missing_theirs, amount_differs
  std::string trade_no;
  std::optional<std::string> refund_no;
  std::optional<std::string> transaction_id;
  std::optional<PaymentId> payment;
  std::optional<JobId> job;
  std::optional<Money> ours, theirs;
  bool found_before;  // by an earlier import of the day
};
FETTLE_EVENT(StatementItem, 1, "A line of the statement and our books do not agree.",
             (number, matter, kind, code, trade_no, refund_no, transaction_id, payment, job, ours,
              theirs, found_before))

}  // namespace fettle
