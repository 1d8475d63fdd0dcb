// The bill of each day becomes the statement that our books are held against.
#include <fmt/format.h>

#include "adapters/wechat_pay/connector.hpp"
#include "adapters/wechat_pay/statement.hpp"
#include "schemas/errand/result.hpp"

namespace fettle::wechat_pay {
namespace {

using namespace std::chrono_literals;
using Kind = ErrandFailure::Kind;

constexpr auto look_again = 10min;
constexpr auto next_day_in = 10s;  // while several are missing
// What the rules do not take, or what was not recorded, is tried again rarely.
constexpr auto same_day_in = 24h;

void keep(Connector::Findings& findings, const std::string& day, const TradeBill& bill) {
  auto statement = statement_of(day, bill);
  if (!statement) {
    findings.failure = statement.error();
    return;
  }
  if (statement->left_out > 0) {
    findings.failure = ErrandFailure{
        Kind::refused, "statement_lines_left_out",
        fmt::format("{} lines of {} are none that a statement takes", statement->left_out, day)};
  }
  findings.found.push_back(
      {result_of(std::move(statement->import)), fmt::format("statement-{}", day)});
}

}  // namespace

// One day at a time, so that errands need not wait for all.
std::optional<Connector::Findings> PayConnector::look(const TenantId& tenant) {
  if (!settings_.import_bills) return std::nullopt;
  Findings findings{.found = {}, .failure = {}, .next_in = look_again};
  const auto now = clock_.now();
  const auto day = missing_day(tenant, now);
  if (!day) {
    findings.called = false;
    return findings;
  }
  const auto bill = merchants_.find(tenant.text())->second->client().trade_bill(*day);
  const bool nothing_happened = !bill && bill.error().code == "wechat_pay_no_statement";
  if (bill || nothing_happened) {
    keep(findings, *day, bill ? *bill : TradeBill{});
  } else {
    findings.failure = bill.error();
  }
  const bool later = findings.failure && findings.failure->kind != Kind::refused;
  {
    const std::lock_guard lock(mutex_);
    bill_days_[tenant.text()].asked(*day, now + (later ? Micros(look_again) : Micros(same_day_in)));
  }
  if (missing_day(tenant, now)) findings.next_in = next_day_in;
  return findings;
}

std::optional<std::string> PayConnector::missing_day(const TenantId& tenant, Moment now) {
  const std::lock_guard lock(mutex_);
  return bill_days_[tenant.text()].next(now);
}

}  // namespace fettle::wechat_pay
