// The loop of a process manager: silent up to the end, then each open item once, whatever is lost.
#include "core/process_manager.hpp"

#include <doctest/doctest.h>

#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace {

// Closes a box by a command as soon as something is in it: asked for by ThingAdded, done by
// BoxClosed.
struct CloseBox {
  toy::Box::Key box;
};
FETTLE_COMMAND(CloseBox, "Closes a box; one that is closed stays so.", (.aggregate = "box"), (box))

Checked<Decision> decide(TenantView& view, const Context&, const CloseBox& command) {
  Decision decision;
  decision.id = command.box.text();
  const auto* box = view.get<toy::Box>(command.box);
  if (box == nullptr) return Rejection{Refusal::not_found, "box_unknown", "no such box", {}};
  if (box->count >= 100) return Rejection{Refusal::wrong_state, "box_too_full", "not now", {}};
  if (!box->closed) add<toy::Box>(decision, command.box, toy::BoxClosed{"asked"});
  return decision;
}

class Closer : public ProcessManager {
 public:
  std::string_view name() const override { return "closer"; }
  bool wants(std::string_view event) const override {
    return event == "ThingAdded" || event == "BoxClosed";
  }
  ItemChange fold(const Envelope& envelope, const AnyEvent& event) override {
    const std::string box(envelope.id);
    if (event.type->name == "BoxClosed") return {std::nullopt, "close-" + box};
    return {OpenItem{"close-" + box, &command_type<CloseBox>(),
                     std::make_shared<const CloseBox>(CloseBox{toy::Box::Key(box)})},
            std::nullopt};
  }
};

// A shard and its log, and managers whose commands a test can look at, hold back or lose.
struct Managed {
  Managed() { bench.ask(toy::MakeTenant{Text<1, 20>("auto")}); }

  std::unique_ptr<ProcessManagerLoop> loop(ProcessManagerLoop::Options options = {}) {
    return loop(closer, options);
  }
  std::unique_ptr<ProcessManagerLoop> loop(ProcessManager& manager,
                                           ProcessManagerLoop::Options options = {}) {
    auto opened = ProcessManagerLoop::open(
        bench.domain,
        {bench.log, bench.keys, bench.clock, bench.dice,
         [this](Submission submission) { sent.push_back(std::move(submission)); }},
        manager, options);
    REQUIRE(opened);
    return *std::move(opened);
  }
  // One read of the log.
  static void step(ProcessManagerLoop& loop) { REQUIRE(loop.step(std::chrono::milliseconds(0))); }
  static void steps(ProcessManagerLoop& loop) {
    for (int n = 0; n < 4; ++n) step(loop);
  }
  // Gives the shard what was sent, and the sender its answers.
  void deliver() {
    auto all = std::move(sent);
    sent.clear();
    for (auto& submission : all) bench.shard->handle(std::move(submission));
    bench.settle();
  }
  std::string box_with(std::int64_t count, const std::string& name = "a") {
    const auto box = bench.make_box(name);
    add(box, count);
    return box;
  }
  void add(const std::string& box, std::int64_t count) {
    REQUIRE(code_of(bench.ask(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(count)})) ==
            "accepted");
  }
  // How many events of that type the log has.
  std::size_t on_log(std::string_view type) {
    auto reader =
        *CommitReader::open(bench.log, Checkpoint::beginning(bench.log.id(), Partition{0}));
    std::size_t found = 0;
    while (true) {
      const auto commits = *reader.next(1 << 20, std::chrono::milliseconds(0));
      if (commits.empty()) return found;
      for (const auto& commit : commits) {
        for (const auto& record : commit.records) found += Envelope::parse(record)->type == type;
      }
    }
  }

  ShardBench bench;
  Closer closer;
  std::vector<Submission> sent;
};

}  // namespace

TEST_CASE("a manager is silent up to the log's end: what was closed there is never sent") {
  Managed on;
  const auto first = on.box_with(1, "first");
  auto earlier = on.loop();
  on.steps(*earlier);
  on.deliver();
  REQUIRE(on.on_log("BoxClosed") == 1);
  on.box_with(1, "second");

  auto later = on.loop({.read_bytes = 1});  // folds all from the beginning, a commit a step
  std::size_t silent = 0;
  for (; on.sent.empty(); ++silent) Managed::step(*later);
  CHECK(silent > 4);
  REQUIRE(on.sent.size() == 1);
  CHECK(on.sent.front().key != "close-" + first);
}

TEST_CASE("a manager whose keys cannot be read tries the event again, and misses none") {
  struct CloseAtOnce : Closer {
    bool wants(std::string_view event) const override {
      return event == "BoxMade" || Closer::wants(event);
    }
  } at_once;
  Managed on;
  on.bench.make_box("first");
  on.bench.make_box("second");
  auto loop = on.loop(at_once);
  on.bench.keys.fail_to_find_with(Fault{FaultKind::unavailable, "keys_unread", "not now"});
  for (int tries = 0; tries < 2; ++tries) {
    const auto step = loop->step(std::chrono::milliseconds(0));
    REQUIRE_FALSE(step);
    CHECK(step.error().code == "keys_unread");
  }
  on.bench.keys.fail_to_find_with(std::nullopt);
  Managed::steps(*loop);
  CHECK(on.sent.size() == 2);
}

TEST_CASE("a log that never rests keeps no item from being sent") {
  Managed on;
  auto loop = on.loop();
  on.box_with(1);
  Managed::step(*loop);
  CHECK(on.sent.size() == 1);
}

TEST_CASE("an item is sent once while its answer is on the way, with the cause in its envelope") {
  Managed on;
  const auto box = on.box_with(1);
  auto loop = on.loop();
  on.steps(*loop);
  on.steps(*loop);
  REQUIRE(on.sent.size() == 1);
  const auto& command = on.sent.front();
  CHECK(command.key == "close-" + box);
  CHECK(command.tenant == demo);
  CHECK(command.caller.account.text() == "pm:closer");
  CHECK(command.causation_id.ends_with(".0"));
  CHECK_FALSE(command.correlation_id.empty());
  on.deliver();
  on.steps(*loop);
  CHECK(loop->open_items() == 0);
  CHECK(on.sent.empty());
}

TEST_CASE("a refused command is sent again after a while, and closes the item when accepted") {
  Managed on;
  const auto box = on.box_with(100);  // too full: refused
  auto loop = on.loop();
  on.steps(*loop);
  REQUIRE(on.sent.size() == 1);
  on.deliver();
  on.steps(*loop);
  CHECK(on.sent.empty());  // not at once
  CHECK(loop->open_items() == 1);
  on.bench.clock.move_by(std::chrono::seconds(3));
  on.steps(*loop);
  REQUIRE(on.sent.size() == 1);
  CHECK(on.sent.front().key == "close-" + box);
  on.deliver();
  CHECK(on.on_log("BoxClosed") == 0);
}

TEST_CASE("a command that was accepted is not issued twice when its answer was lost") {
  Managed on;
  on.box_with(1);
  auto loop = on.loop();
  on.steps(*loop);
  REQUIRE(on.sent.size() == 1);
  loop.reset();  // dies before it knows
  on.deliver();
  REQUIRE(on.on_log("BoxClosed") == 1);
  const auto end = on.bench.log.end();
  loop = on.loop();
  on.steps(*loop);
  on.bench.clock.move_by(std::chrono::seconds(3));
  on.steps(*loop);
  CHECK(on.sent.empty());
  CHECK(loop->open_items() == 0);
  CHECK(on.bench.log.end() == end);
}

TEST_CASE("a command that was lost on its way is issued again by the next one") {
  Managed on;
  on.box_with(1);
  auto loop = on.loop();
  on.steps(*loop);
  REQUIRE(on.sent.size() == 1);
  loop.reset();
  on.sent.clear();  // never arrived
  loop = on.loop();
  on.steps(*loop);
  REQUIRE(on.sent.size() == 1);
  on.deliver();
  CHECK(on.on_log("BoxClosed") == 1);
}

TEST_CASE("of two managers that send the same command one does it, the other gets its answer") {
  Managed on;
  on.box_with(1);
  auto one = on.loop(), other = on.loop();
  on.steps(*one);
  on.steps(*other);
  REQUIRE(on.sent.size() == 2);
  CHECK(on.sent[0].key == on.sent[1].key);
  std::vector<Outcome> outcomes;
  for (auto& submission : on.sent) {
    submission.done = [&outcomes, done = submission.done](Outcome outcome) {
      outcomes.push_back(outcome);
      done(std::move(outcome));
    };
  }
  on.deliver();
  CHECK(on.on_log("BoxClosed") == 1);
  REQUIRE(outcomes.size() == 2);
  CHECK_FALSE(std::get<Accepted>(outcomes[0]).repeated);
  CHECK(std::get<Accepted>(outcomes[1]).repeated);
  CHECK(std::get<Accepted>(outcomes[0]).position == std::get<Accepted>(outcomes[1]).position);
  on.steps(*one);
  on.steps(*other);
  CHECK(one->open_items() == 0);
  CHECK(other->open_items() == 0);
  CHECK(on.sent.empty());
}

TEST_CASE("an answer that comes when its manager is gone harms nobody") {
  Managed on;
  on.box_with(1);
  auto loop = on.loop();
  on.steps(*loop);
  auto late = std::move(on.sent.front());
  on.sent.clear();
  loop.reset();
  late.done(Fault{FaultKind::unavailable, "overloaded", ""});
}

}  // namespace fettle::test
