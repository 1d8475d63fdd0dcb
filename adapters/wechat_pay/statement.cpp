#include "adapters/wechat_pay/statement.hpp"

#include <fmt/format.h>

#include <optional>

#include "adapters/wechat_pay/settings.hpp"

namespace fettle::wechat_pay {
namespace {

std::optional<OutsideNumber> number(const std::string& text) {
  if (text.empty() || text.size() > OutsideNumber::max) return std::nullopt;
  return OutsideNumber(text);
}

// One line that no statement takes must not keep out the others of its day.
std::optional<StatementLine> line_of(const BillLine& bill) {
  if (bill.currency != currency) return std::nullopt;
  const bool refund = bill.trade_state == "REFUND";
  const auto amount = refund ? bill.refund_fen : bill.total_fen;
  const auto trade_no = number(bill.out_trade_no);
  if (!trade_no || amount < 1 || amount > statement_fen_max) return std::nullopt;
  return StatementLine{.trade_no = *trade_no,
                       .transaction_id = number(bill.transaction_id),
                       .kind = refund ? LineOf::REFUND : LineOf::PAY,
                       .refund_no = refund ? number(bill.out_refund_no) : std::nullopt,
                       .amount = Money::fen(amount),
                       .at = bill.at};
}

}  // namespace

Answered<DayStatement> statement_of(const std::string& day, const TradeBill& bill) {
  DayStatement made{{.day = Day(day), .lines = {}}, 0};
  for (const auto& one : bill.lines) {
    if (auto line = line_of(one)) {
      made.import.lines.push_back(*std::move(line));
    } else {
      ++made.left_out;
    }
  }
  const auto count = made.import.lines.size();
  if (count <= decltype(made.import.lines)::max) return made;
  return ErrandFailure{ErrandFailure::Kind::refused, "statement_too_long",
                       fmt::format("{} lines of {}", count, day)};
}

}  // namespace fettle::wechat_pay
