// Every day's bill is asked for until it is a statement, whenever a process began or was away.
#include <set>

#include "adapters/wechat_pay/statement.hpp"
#include "schemas/connector/events.hpp"
#include "schemas/statement/events.hpp"
#include "test/support/errand_outcomes.hpp"
#include "test/wechat/pay_errands.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;
using namespace fettle::wechat_pay::test;
using namespace std::chrono_literals;

namespace {

const Moment noon = *parse_moment("2026-11-20T04:00:00Z");  // twelve o'clock in China
using Days = std::vector<std::string>;

// Each that is asked for is imported.
Days all_of(BillDays& days, Moment now) {
  Days found;
  while (const auto day = days.next(now)) {
    found.push_back(*day);
    days.imported(*day);
  }
  return found;
}

StatementImported imported(const std::string& by) {
  const auto none = Money::fen(0);
  return {.number = 1,
          .lines = 0,
          .matched = 0,
          .missing_ours = 0,
          .missing_theirs = 0,
          .amount_differs = 0,
          .left_out = 0,
          .their_paid = none,
          .their_refunded = none,
          .our_paid = none,
          .our_refunded = none,
          .imported_by = by};
}

BillLine line(const std::string& number, std::int64_t fen) {
  return {.at = noon,
          .appid = "wx1",
          .mchid = "1900000001",
          .transaction_id = "42001",
          .out_trade_no = number,
          .openid = "o-li",
          .trade_state = "SUCCESS",
          .currency = "CNY",
          .total_fen = fen,
          .settled_fen = fen,
          .refund_id = "",
          .out_refund_no = "",
          .refund_fen = 0,
          .refund_state = "",
          .description = "x",
          .fee = 0};
}

std::string day_in_china(Moment moment) { return to_text(moment + 8h).substr(0, 10); }

// What the next looks find, one a day, until nothing is missing.
struct Found {
  Days days;
  std::size_t lines = 0;
  Days failures;
};
Found looked(PayErrands& errands, int looks) {
  Found found;
  for (int n = 0; n < looks; ++n) {
    const auto findings = *errands.connector->look(demo);
    if (findings.failure) found.failures.push_back(findings.failure->code);
    for (const auto& one : findings.found) {
      const auto* import = fettle::test::command_in<ImportStatement>(one.command);
      REQUIRE(import != nullptr);
      CHECK(one.key == "statement-" + import->day.text());
      found.days.push_back(import->day.text());
      found.lines += import->lines.size();
    }
  }
  return found;
}

}  // namespace

TEST_CASE("each day since the connection is asked for, the newest first, from ten in the morning") {
  BillDays days;
  CHECK_FALSE(days.next(noon));
  days.connected(noon - 72h);
  days.connected(noon);
  CHECK(days.next(noon - 3h) == "2026-11-18");
  CHECK(all_of(days, noon) == Days{"2026-11-19", "2026-11-18", "2026-11-17"});
  CHECK(all_of(days, noon + 24h) == Days{"2026-11-20"});
}

TEST_CASE("a day that fails is left alone for a while, and keeps out no other") {
  BillDays days;
  days.connected(noon - 48h);
  days.asked("2026-11-19", noon + 10min);
  CHECK(days.next(noon) == "2026-11-18");
  days.imported("2026-11-18");
  CHECK_FALSE(days.next(noon));
  CHECK(days.next(noon + 10min) == "2026-11-19");
}

TEST_CASE("after a long absence so many days are asked for as a bound says") {
  BillDays days;
  days.connected(noon - 24h * 365);
  const auto found = all_of(days, noon);
  CHECK(found.size() == BillDays::back_max);
  CHECK(found.back() == "2026-10-21");
}

TEST_CASE("the connector finds the days that the log does not have, in a new process, too") {
  PayErrands errands;
  errands.pay.paid("WR123-v1", 700);
  const auto today = *parse_moment(day_in_china(errands.clock.now()) + "T04:00:00Z");
  const auto began = today - 48h;
  errands.clock.set(today + 72h);
  const auto connect = [&] { errands.fold("wechat_pay", ConnectorEnabled{"wechat_pay"}, began); };
  connect();
  errands.pay.fault("GET /v3/bill/tradebill", "error");
  const auto found = looked(errands, 6);
  CHECK(found.failures == Days{"wechat_pay_system_error"});
  CHECK(found.lines == 1);
  REQUIRE(found.days.size() == 4);
  CHECK(found.days.back() == day_in_china(began));
  errands.clock.move_by(11min);
  const auto again = looked(errands, 2);
  REQUIRE(again.days.size() == 1);

  errands.begin_again();
  connect();
  errands.fold(again.days.front(), imported("connector:wechat_pay"));
  for (const auto& day : found.days) {
    // A person's import may be a part of the day.
    errands.fold(day, imported(day == found.days.back() ? "boss" : "connector:wechat_pay"));
  }
  CHECK(looked(errands, 3).days == Days{found.days.back()});
}

TEST_CASE("a line that no statement takes keeps out no other, and is told of") {
  auto refund = line("WR-2", 0);
  refund.trade_state = "REFUND";
  refund.out_refund_no = "R-2";
  refund.refund_fen = 5;
  auto without_number = line("WR-4", 7);
  without_number.transaction_id = "";
  const TradeBill bill{{line("WR-1", 700), line("WR-3", 0), refund, line("", 5), without_number}};
  const auto made = statement_of("2026-11-19", bill);
  REQUIRE(made);
  CHECK(made->left_out == 2);
  REQUIRE(made->import.lines.size() == 3);
  CHECK(made->import.lines[1].kind == LineOf::REFUND);
  CHECK(made->import.lines[1].amount == Money::fen(5));
  CHECK_FALSE(made->import.lines[2].transaction_id);
}

TEST_CASE("a line in another currency is not taken for yuan") {
  auto dollars = line("WR-1", 700);
  dollars.currency = "USD";
  const auto made = statement_of("2026-11-19", TradeBill{{dollars}});
  REQUIRE(made);
  CHECK(made->left_out == 1);
  CHECK(made->import.lines.empty());
}

TEST_CASE("a day of more lines than a statement has is refused by name") {
  TradeBill bill;
  bill.lines.assign(5001, line("WR-1", 700));
  const auto made = statement_of("2026-11-19", bill);
  REQUIRE_FALSE(made);
  CHECK(made.error().code == "statement_too_long");
  CHECK(made.error().detail == "5001 lines of 2026-11-19");
}
