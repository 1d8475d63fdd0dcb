// The loop of a connector while nothing comes back: what waits, what dies of it, and what a person
// does about that.
#include "commands/connector/decide.hpp"
#include "test/connectors/shipping.hpp"

namespace fettle::test {
namespace {

using Kind = ErrandFailure::Kind;
using namespace std::chrono_literals;

}  // namespace

TEST_CASE("a system behind a proxy that says it is away is left alone, and no errand dies of it") {
  check_outlasts_a_day({Kind::away, "no_reply", "status 502"});
}

TEST_CASE("an errand without a reply dies by the plan where others get theirs") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  on.shipping.failures.assign(3, {Kind::away, "no_reply", ""});
  for (const auto pause : {11s, 61s, 61s}) {
    on.play(*loop);
    on.later(pause);
  }
  CHECK(on.shipping.called() == 3);
  CHECK(on.story().back() == "ErrandDied");
}

TEST_CASE("a look that called nobody leaves the breaker as it is") {
  for (const bool called : {false, true}) {
    CAPTURE(called);
    Shipped on;
    on.shipping.findings = Connector::Findings{{}, {}, std::chrono::milliseconds(1'000), called};
    const auto loop = on.loop();
    on.play(*loop);
    on.box_with_things();
    on.shipping.failures.assign(200, {Kind::unreachable, "not_reached", ""});
    for (int second = 0; second < 3'600; second += 15) {
      on.play(*loop);
      on.later(15s);
    }
    CHECK((on.shipping.called() < 30) == !called);
  }
}

TEST_CASE("after a try without a reply it is known since when its work may go on") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  on.shipping.failures = {{Kind::retry, "no_reply", ""}, {Kind::retry, "not_now", ""}};
  on.play(*loop);
  const auto failed_at = on.bench.clock.now();
  on.later(11s);
  on.play(*loop);
  on.later(61s);
  on.play(*loop);
  REQUIRE(on.shipping.called() == 3);
  CHECK_FALSE(on.shipping.calls[0][0].unclear_since.has_value());
  CHECK(on.shipping.calls[1][0].unclear_since == failed_at);
  CHECK(on.shipping.calls[2][0].unclear_since == failed_at);
}

TEST_CASE("after a try that nobody ended it is unclear from the next one's beginning") {
  Shipped on;
  auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  Shipped::step(*loop);
  on.deliver();
  on.later(60s);
  loop = on.loop();
  on.play(*loop);
  REQUIRE(on.shipping.called() == 1);
  CHECK(on.shipping.calls[0][0].unclear_since == on.bench.clock.now());
}

TEST_CASE("what came of a try that nobody ended stays unclear when a later one fails") {
  Shipped on;
  auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  Shipped::step(*loop);
  on.deliver();
  loop = on.loop();
  on.shipping.failures = {{Kind::retry, "not_now", ""}};
  on.play(*loop);
  on.later(11s);
  on.play(*loop);
  REQUIRE(on.shipping.called() == 2);
  CHECK(on.shipping.calls[1][0].tries == 2);
  CHECK(on.shipping.calls[1][0].unclear);
}

TEST_CASE("dead errands of a connector are revived together, or those of one failure") {
  Shipped on;
  on.shipping.batch = 3;
  const auto loop = on.loop();
  on.play(*loop);
  for (int n = 0; n < 3; ++n) on.box_with_things();
  on.shipping.failures = {
      {Kind::refused, "no_right", ""}, {Kind::refused, "no_right", ""}, {Kind::refused, "odd", ""}};
  on.play(*loop);
  REQUIRE(std::ranges::count(on.story(), "ErrandDied") == 3);
  const Text<1, 40> shipping("shipping");
  REQUIRE(code_of(on.bench.ask(RetryErrands{shipping, Text<1, 100>("no_right")})) == "accepted");
  on.play(*loop);
  CHECK(on.shipping.called() == 5);
  REQUIRE(code_of(on.bench.ask(RetryErrands{Text<1, 40>("odoo"), std::nullopt})) == "accepted");
  on.play(*loop);
  CHECK(on.shipping.called() == 5);
  REQUIRE(code_of(on.bench.ask(RetryErrands{shipping, std::nullopt})) == "accepted");
  on.play(*loop);
  CHECK(on.shipping.called() == 6);
  CHECK(std::ranges::count(on.story(), "ErrandDone") == 3);
}

TEST_CASE("a tenant that a person disconnected is asked for nothing, until he connects it again") {
  Shipped on;
  auto loop = on.loop();
  on.play(*loop);
  const ConnectorId shipping("shipping");
  REQUIRE(code_of(on.bench.ask(DisableConnector{shipping, Text<1, 500>("gone")})) == "accepted");
  on.box_with_things();
  on.play(*loop);
  on.later(60s);
  loop = on.loop();  // its settings still name the tenant
  on.play(*loop);
  CHECK(on.shipping.called() == 0);
  REQUIRE(code_of(on.bench.ask(EnableConnector{shipping})) == "accepted");
  on.box_with_things();
  on.play(*loop);
  CHECK(on.shipping.called() == 1);
}

TEST_CASE("an open errand that cannot run is given up, and never runs") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  on.shipping.failures.assign(9, {Kind::unreachable, "login_refused", ""});
  Shipped::step(*loop);
  on.deliver();
  Shipped::step(*loop);
  const auto give_up = [&](const DueErrand& errand) {
    return code_of(on.bench.ask(GiveUpErrand{ErrandId(errand.id), Text<1, 500>("by hand")}));
  };
  on.outside.run();
  REQUIRE(on.shipping.called() == 1);
  const auto errand = on.shipping.calls[0][0];
  CHECK(give_up(errand) == "errand_taken");
  on.play(*loop);
  CHECK(on.story().back() == "ErrandFailed");
  CHECK(give_up(errand) == "accepted");
  on.later(3'600s);
  on.play(*loop);
  CHECK(on.shipping.called() == 1);
}

}  // namespace fettle::test
