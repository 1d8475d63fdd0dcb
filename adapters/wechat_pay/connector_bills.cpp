// The bill of a day becomes the statement that our books are held against.
#include <fmt/format.h>

#include "adapters/wechat_pay/connector.hpp"
#include "adapters/wechat_pay/trade_facts.hpp"
#include "schemas/errand/result.hpp"
#include "schemas/statement/commands.hpp"

namespace fettle::wechat_pay {
namespace {

using namespace std::chrono_literals;

constexpr auto china_is_ahead = std::chrono::hours(8);
constexpr auto there_from = std::chrono::hours(10);  // of the next day, in China
constexpr auto day = std::chrono::hours(24);
constexpr auto look_again = std::chrono::minutes(10);

// "2026-11-20" of the newest day whose bill is there.
std::string newest_day(Moment now) {
  return to_text(now + china_is_ahead - there_from - day).substr(0, 10);
}

StatementLine line_of(const BillLine& bill) {
  const bool refund = bill.trade_state == "REFUND";
  StatementLine line{.trade_no = OutsideNumber(bill.out_trade_no),
                     .transaction_id = OutsideNumber(bill.transaction_id),
                     .kind = refund ? LineOf::REFUND : LineOf::PAY,
                     .refund_no = {},
                     .amount = fen(refund ? bill.refund_fen : bill.total_fen),
                     .at = bill.at};
  if (refund) line.refund_no = OutsideNumber(bill.out_refund_no);
  return line;
}

}  // namespace

std::optional<Connector::Findings> PayConnector::look(const TenantId& tenant) {
  if (!settings_.import_bills) return std::nullopt;
  Findings findings{.found = {}, .failure = {}, .next_in = look_again};
  const auto wanted = newest_day(clock_.now());
  auto& billed = billed_[tenant.text()];
  if (billed == wanted) {
    findings.called = false;
    return findings;
  }
  ImportStatement import{.day = Day(wanted), .lines = {}};
  auto bill = merchants_.find(tenant.text())->second->client().trade_bill(wanted);
  const bool nothing_happened = !bill && bill.error().code == "wechat_pay_no_statement";
  if (!bill && !nothing_happened) {
    findings.failure = bill.error();
    return findings;
  }
  if (bill && bill->lines.size() > decltype(import.lines)::max) {
    findings.failure = ErrandFailure{ErrandFailure::Kind::refused, "statement_too_long",
                                     fmt::format("{} lines of {}", bill->lines.size(), wanted)};
    return findings;
  }
  if (bill) {
    for (const auto& line : bill->lines) import.lines.push_back(line_of(line));
  }
  findings.found.push_back({result_of(std::move(import)), fmt::format("statement-{}", wanted)});
  billed = wanted;
  return findings;
}

}  // namespace fettle::wechat_pay
