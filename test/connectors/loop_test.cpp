// The loop of a connector: each errand once, whatever dies, is late, or is not there.
#include "test/connectors/shipping.hpp"

namespace fettle::test {
namespace {

using Kind = ErrandFailure::Kind;
using Names = std::vector<std::string>;
using namespace std::chrono_literals;

}  // namespace

TEST_CASE("an errand is taken on the log before the call, and done in the commit of its result") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  Shipped::step(*loop);
  on.deliver();
  CHECK(on.story() == Names{"ErrandTried"});
  CHECK(on.shipping.called() == 0);
  on.play(*loop);
  CHECK(on.story() == Names{"ErrandTried", "BoxClosed", "ErrandDone"});
  CHECK(on.shipping.called() == 1);
  CHECK(on.attempts == Names{"done"});
}

TEST_CASE("what happened before the tenant was connected is no errand") {
  Shipped on;
  on.box_with_things();
  const auto loop = on.loop();
  on.play(*loop);
  CHECK(on.shipping.called() == 0);
  on.box_with_things();
  on.play(*loop);
  CHECK(on.shipping.called() == 1);
}

TEST_CASE("a loop that begins again runs no errand that is done") {
  Shipped on;
  auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  on.play(*loop);
  loop = on.loop();
  on.play(*loop);
  CHECK(on.shipping.called() == 1);
}

TEST_CASE("a failed errand is tried by the plan, then waits for a person, who may revive it") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  const auto box = on.box_with_things();
  for (int n = 0; n < 4; ++n) on.shipping.failures.push_back({Kind::retry, "not_now", "busy"});
  on.play(*loop);
  CHECK(on.shipping.called() == 1);
  on.later(9s);
  on.play(*loop);
  CHECK(on.shipping.called() == 1);
  on.later(2s);
  on.play(*loop);
  CHECK(on.shipping.called() == 2);
  on.later(61s);
  on.play(*loop);
  CHECK(on.shipping.called() == 3);
  CHECK(on.story().back() == "ErrandDied");
  on.later(24h);
  on.play(*loop);
  REQUIRE(on.shipping.called() == 3);

  const ErrandId errand(on.shipping.calls[0][0].id);
  REQUIRE(code_of(on.bench.ask(RetryErrand{errand})) == "accepted");
  on.play(*loop);
  CHECK(on.shipping.called() == 4);
  on.later(11s);
  on.play(*loop);
  CHECK(on.shipping.called() == 5);
  CHECK(on.story().back() == "ErrandDone");
}

TEST_CASE("a call that is over before the log tells of its try fails that very try") {
  Shipped on;
  const auto loop = on.loop("one", 1);  // a commit a step
  const auto read_all = [&] {
    for (int n = 0; n < 4; ++n) on.play(*loop);
  };
  read_all();
  on.box_with_things();
  on.shipping.failures = {{Kind::retry, "not_now", "busy"}, {Kind::retry, "not_now", "busy"}};
  read_all();
  on.later(11s);
  Shipped::step(*loop);
  REQUIRE(on.sent.size() == 1);  // the second try begins
  for (int n = 0; n < 5; ++n) on.bench.make_box("between " + std::to_string(n));
  on.deliver();
  Shipped::step(*loop);
  on.outside.run();
  REQUIRE(on.shipping.called() == 2);
  read_all();
  on.later(61s);
  read_all();
  CHECK(on.shipping.called() == 3);
  CHECK(on.story().back() == "ErrandDone");
}

TEST_CASE("a refusal for good is a dead letter at once, and a person may give it up") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  on.shipping.failures.push_back({Kind::refused, "never", ""});
  on.play(*loop);
  CHECK(on.story() == Names{"ErrandTried", "ErrandDied"});
  const ErrandId errand(on.shipping.calls[0][0].id);
  REQUIRE(code_of(on.bench.ask(GiveUpErrand{errand, Text<1, 500>("by hand")})) == "accepted");
  CHECK(code_of(on.bench.ask(RetryErrand{errand})) == "errand_standing");
  on.play(*loop);
  CHECK(on.shipping.called() == 1);
}

TEST_CASE("[AR-74:part] a system that is not there is left alone, and no errand dies of it") {
  check_outlasts_a_day({Kind::unreachable, "not_reached", ""});
}

TEST_CASE("a node that died in its call is followed by one that knows of the earlier try") {
  Shipped on;
  auto loop = on.loop("one");
  on.play(*loop);
  on.box_with_things();
  Shipped::step(*loop);
  on.deliver();
  REQUIRE(on.story() == Names{"ErrandTried"});

  auto other = on.loop("two");
  on.play(*other);
  CHECK(on.shipping.called() == 0);  // the first may still be at it
  on.later(121s);
  on.play(*other);
  REQUIRE(on.shipping.called() == 1);
  CHECK(on.shipping.calls[0][0].tries == 1);
  CHECK(on.shipping.calls[0][0].unclear);
  CHECK(std::ranges::count(on.story(), "BoxClosed") == 1);
}

// Its process was stopped, or its thread had somebody else's call to end: others may have been
// there.
TEST_CASE("a call that begins after others stopped keeping off looks first") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  Shipped::step(*loop);
  on.deliver();
  Shipped::step(*loop);
  on.later(121s);
  on.outside.run();
  REQUIRE(on.shipping.called() == 1);
  CHECK(on.shipping.calls[0][0].tries == 0);
  CHECK(on.shipping.calls[0][0].unclear);
}

TEST_CASE("a node that begins again under its name goes on at once") {
  Shipped on;
  auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  Shipped::step(*loop);
  on.deliver();
  loop = on.loop();
  on.play(*loop);
  REQUIRE(on.shipping.called() == 1);
  CHECK(on.shipping.calls[0][0].tries == 1);
  CHECK(on.shipping.calls[0][0].unclear);
}

TEST_CASE("after a failure that is on the log nothing is unclear") {
  Shipped on;
  auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  on.shipping.failures.push_back({Kind::retry, "not_now", "busy"});
  on.play(*loop);
  on.later(11s);
  on.play(*loop);
  REQUIRE(on.shipping.called() == 2);
  CHECK(on.shipping.calls[1][0].tries == 1);
  CHECK_FALSE(on.shipping.calls[1][0].unclear);
}

TEST_CASE("a result that the log does not take is recorded later; the call is not repeated") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  Shipped::step(*loop);
  on.deliver();
  Shipped::step(*loop);
  on.lose_outcome(*loop);
  on.later(2s);
  on.play(*loop);
  CHECK(on.shipping.called() == 1);
  CHECK(on.story() == Names{"ErrandTried", "BoxClosed", "ErrandDone"});
}

TEST_CASE("a result that the log did not take is told to the rules when its errand is given up") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  on.box_with_things();
  Shipped::step(*loop);
  on.deliver();
  Shipped::step(*loop);
  on.lose_outcome(*loop);
  on.later(121s);
  const ErrandId errand(on.shipping.calls[0][0].id);
  REQUIRE(code_of(on.bench.ask(GiveUpErrand{errand, Text<1, 500>("by hand")})) == "accepted");
  Shipped::step(*loop);
  REQUIRE(on.sent.size() == 1);
  CHECK(on.sent.front().route == "RecordShipped");
  on.play(*loop);
  CHECK(on.sent.empty());
  CHECK(on.shipping.called() == 1);
}

TEST_CASE("a result that the rules refuse is a dead letter that says so") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  const auto box = on.bench.make_box("full");
  on.bench.ask(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(100)});
  on.play(*loop);
  CHECK(on.attempts == Names{"done", "result_refused"});
  CHECK(on.story() == Names{"ErrandTried", "ErrandDied"});
}

TEST_CASE("two nodes never run one errand at once") {
  Shipped on;
  auto one = on.loop("one");
  on.play(*one);
  auto two = on.loop("two");
  on.play(*two);
  on.box_with_things();
  Shipped::step(*one);
  Shipped::step(*two);
  on.deliver();
  on.play(*one);
  on.play(*two);
  CHECK(on.shipping.called() == 1);
}

TEST_CASE("an errand that its subject no longer needs is not run") {
  Shipped on;
  on.shipping.due = on.bench.clock.now() + Micros(60s);
  const auto loop = on.loop();
  on.play(*loop);
  const auto box = on.box_with_things();
  on.play(*loop);
  REQUIRE(code_of(on.bench.ask(RecordShipped{toy::Box::Key(box), ErrandId("by-hand")})) ==
          "accepted");
  on.play(*loop);
  on.later(120s);
  on.play(*loop);
  CHECK(on.shipping.called() == 0);
}

TEST_CASE("errands that are due together go out together") {
  Shipped on;
  on.shipping.batch = 3;
  const auto loop = on.loop();
  on.play(*loop);
  for (int n = 0; n < 5; ++n) on.box_with_things();
  on.play(*loop);
  REQUIRE(on.shipping.calls.size() == 2);
  CHECK(on.shipping.calls[0].size() == 3);
  CHECK(on.shipping.calls[1].size() == 2);
  CHECK(std::ranges::count(on.story(), "ErrandDone") == 5);
}

TEST_CASE("while a call is out, no other begins") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  for (int n = 0; n < 2; ++n) on.box_with_things();
  for (int round = 0; round < 5; ++round) {
    Shipped::step(*loop);
    on.deliver();
  }
  CHECK(on.story() == Names{"ErrandTried"});
  REQUIRE_FALSE(on.outside.idle());
  on.outside.run_one();
  CHECK(on.outside.idle());
  CHECK(on.shipping.called() == 1);
  on.play(*loop);
  CHECK(on.shipping.called() == 2);
  CHECK(std::ranges::count(on.story(), "ErrandDone") == 2);
}

TEST_CASE("what a look found is recorded later when the log does not take it") {
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  const auto box = on.bench.make_box("found");
  const RecordShipped record{toy::Box::Key(box), ErrandId("found-by-hand")};
  on.shipping.findings =
      Connector::Findings{{{result_of(record), "found-1"}}, {}, std::chrono::milliseconds(60'000)};
  auto again = on.loop();
  Shipped::step(*again);
  on.lose_outcome(*again);
  on.later(2s);
  on.play(*again);
  CHECK(on.story() == Names{"BoxClosed", "ErrandDone"});
  CHECK(on.shipping.looks == 2);
}

TEST_CASE("what a look found and the rules refuse is told by its code") {
  Shipped on;
  const auto box = on.bench.make_box("full");
  REQUIRE(code_of(on.bench.ask(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(100)})) ==
          "accepted");
  const RecordShipped record{toy::Box::Key(box), ErrandId("found-by-hand")};
  on.shipping.findings =
      Connector::Findings{{{result_of(record), "found-1"}}, {}, std::chrono::milliseconds(60'000)};
  const auto loop = on.loop();
  on.play(*loop);
  CHECK(on.shipping.looks == 1);
  CHECK(on.attempts == Names{"result_refused"});
}

TEST_CASE("what was done for an errand that ended meanwhile is told to the rules") {
  Shipped on;
  auto one = on.loop("one");
  on.play(*one);
  on.box_with_things();
  Shipped::step(*one);
  on.deliver();
  Shipped::step(*one);  // its call is about to begin
  StepExecutor slow;
  std::swap(slow, on.outside);
  auto two = on.loop("two");
  on.later(121s);
  on.play(*two);
  REQUIRE(on.story().back() == "ErrandDone");
  Shipped::step(*one);
  slow.run();
  Shipped::step(*one);
  REQUIRE(on.sent.size() == 1);
  CHECK(on.sent.front().route == "RecordShipped");
  on.deliver();
  CHECK(std::ranges::count(on.story(), "BoxClosed") == 1);
}

TEST_CASE("a connector that wants to know hears when it was connected") {
  Shipped on;
  on.shipping.hears_of_connection = true;
  const auto loop = on.loop();
  on.play(*loop);
  CHECK(on.shipping.connected);
  CHECK(on.shipping.called() == 0);
}

TEST_CASE("a connector looks round in its rhythm, once the tenant is connected") {
  Shipped on;
  on.shipping.findings = Connector::Findings{{}, {}, std::chrono::milliseconds(60'000)};
  const auto loop = on.loop();
  on.play(*loop);
  CHECK(on.shipping.looks == 1);
  on.later(59s);
  on.play(*loop);
  CHECK(on.shipping.looks == 1);
  on.later(2s);
  on.play(*loop);
  CHECK(on.shipping.looks == 2);
}

}  // namespace fettle::test
