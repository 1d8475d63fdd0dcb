// Refunds as errands: asked after less and less often, and failed only when they are not there.
#include "schemas/payment/commands.hpp"
#include "test/support/errand_outcomes.hpp"
#include "test/wechat/pay_errands.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;
using namespace fettle::wechat_pay::test;
using json::Document;
using namespace std::chrono_literals;

namespace {

const std::string trade_no = "WR123-v1";
const RefundId refund("R-1");
const std::string post_line = "POST /v3/refund";

RefundAsked asked(const std::string& reason = "x") {
  return {.job = JobId("J1"),
          .store = StoreId("north"),
          .refund = refund,
          .kind = "REFUND",
          .method = "wechat",
          .trade_no = trade_no,
          .transaction_id = {},
          .amount = Money::fen(300),
          .paid = Money::fen(700),
          .previous_refunded = Money::fen(0),
          .refunded = Money::fen(300),
          .reason = {PersonId("li"), reason},
          .asked_by = "boss",
          .errand = ErrandId("commit.0"),
          .asked_at = {}};
}

RefundAwaited awaited(std::int64_t answers, std::optional<bool> stuck = {}) {
  return {.job = JobId("J1"),
          .refund = refund,
          .trade_no = trade_no,
          .refund_id = {},
          .number = answers,
          .errand = ErrandId("commit.0"),
          .stuck = stuck};
}

RefundStuck stuck(std::optional<ErrandId> errand) {
  return {.job = JobId("J1"),
          .refund = refund,
          .amount = Money::fen(300),
          .refund_id = {},
          .errand = std::move(errand)};
}

RecordRefund told(const ErrandOutcome& outcome) {
  return fettle::test::recorded<RecordRefund>(outcome);
}

}  // namespace

TEST_CASE("a refund is asked after within minutes, then within hours, then twice a day") {
  PayErrands errands;
  const auto pause = [&](auto event) {
    const auto change = errands.fold("P1", std::move(event));
    REQUIRE(change.opened);
    CHECK(change.opened->action == "ask_refund");
    return *change.opened->due - errands.clock.now();
  };
  CHECK(pause(awaited(1)) == Micros(1min));
  CHECK(pause(awaited(3)) == Micros(30min));
  CHECK(pause(awaited(6)) == Micros(12h));
  CHECK(pause(awaited(40)) == Micros(12h));
  CHECK(pause(awaited(2, true)) == Micros(24h));
  CHECK(pause(stuck(ErrandId("commit.0"))) == Micros(24h));
  CHECK_FALSE(errands.fold("P1", stuck({})).opened);
  // Two weeks of it are few events.
  Micros waited{0};
  int questions = 0;
  while (waited < Micros(24h * 14)) waited += pause(awaited(++questions));
  CHECK(questions < 40);
}

TEST_CASE("a question about a refund that is refused is no failure of the refund") {
  PayErrands errands;
  errands.pay.paid(trade_no, 700);
  const auto outcome = errands.run(errands.errand("P1", awaited(1)));
  REQUIRE(code_of(outcome) == "wechat_pay_not_found");
  CHECK(std::get<ErrandFailure>(outcome).kind == ErrandFailure::Kind::retry);
}

TEST_CASE("a refund that an earlier call made is found when its repeat is refused") {
  PayErrands errands;
  errands.pay.paid(trade_no, 700);
  errands.pay.fault(post_line, "cut", {{"after", true}});
  const auto lost = errands.run(errands.errand("P1", asked()));
  REQUIRE(code_of(lost) == "reply_missing");
  // Of another content under its number, which they refuse.
  const auto again = told(errands.run(errands.errand("P1", asked("y"), 1)));
  CHECK(again.state == RefundAnswer::SUCCESS);
  CHECK(again.amount == Money::fen(300));

  auto unclear = errands.errand("P1", asked("z"));
  unclear.unclear = true;
  CHECK(told(errands.run(unclear)).state == RefundAnswer::SUCCESS);
  errands.pay.fault("GET /v3/refund", "error");
  CHECK(code_of(errands.run(unclear)) == "wechat_pay_system_error");
}

TEST_CASE("a refund that is refused and not there has failed") {
  PayErrands errands;
  errands.pay.paid(trade_no, 700);
  errands.pay.control("balance", Document::object({{"fen", 0}}));
  for (const int tries : {0, 1}) {
    CAPTURE(tries);
    const auto refused = told(errands.run(errands.errand("P1", asked(), tries)));
    CHECK(refused.state == RefundAnswer::REFUSED);
    CHECK(refused.code->text() == "wechat_pay_not_enough");
  }
}
