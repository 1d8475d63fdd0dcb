// Refunds as errands: asked after less and less often.
#include "test/wechat/pay_errands.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;
using namespace fettle::wechat_pay::test;
using namespace std::chrono_literals;

namespace {

const std::string number = "WR123-v1";
const RefundId refund("R-1");

RefundAwaited awaited(std::int64_t answers, std::optional<bool> stuck = {}) {
  return {.job = JobId("J1"),
          .refund = refund,
          .trade_no = number,
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
