// The command that holds a day's statement against our books.
#pragma once

#include <optional>

#include "core/moment.hpp"
#include "core/money.hpp"
#include "schemas/ids.hpp"
#include "schemas/payment/outside.hpp"
#include "schemas/roles.hpp"
#include "schemas/words.hpp"

namespace fettle {

enum class LineOf { PAY, REFUND };
FETTLE_ENUM(LineOf, PAY, REFUND)

inline constexpr std::int64_t statement_fen_max = 100'000'000'000;  // of a line

struct StatementLine {
  OutsideNumber trade_no;
  std::optional<OutsideNumber> transaction_id;
  LineOf kind;
  std::optional<OutsideNumber> refund_no;
  Money amount;  // above 0 in both directions
  Moment at;
};
FETTLE_STRUCT(StatementLine, (trade_no, transaction_id, kind, refund_no, amount, at))

struct ImportStatement {
  struct Answer {
    std::int64_t matched, missing_ours, missing_theirs, amount_differs;
  };
  Day day;  // in the shop's time, UTC+8
  List<StatementLine, 0, 5000> lines;
};
FETTLE_STRUCT(ImportStatement::Answer, (matched, missing_ours, missing_theirs, amount_differs))
FETTLE_COMMAND(ImportStatement, "Holds the payment service's statement of a day against our books.",
               (.aggregate = "statement", .routes = {{"POST", "/admin/statements"}},
                .roles = {role::finance, role::manager}),
               (day, lines))

}  // namespace fettle
