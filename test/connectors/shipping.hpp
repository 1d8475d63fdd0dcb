// A connector small enough to test the loop with: what is put into a box is shipped outside, which
// closes the box. A test decides what the outside answers, and when.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "commands/connectors/connector_loop.hpp"
#include "commands/domain.hpp"
#include "commands/errand/decide.hpp"
#include "commands/errand/end.hpp"
#include "commands/tenant/decide.hpp"
#include "schemas/connector/commands.hpp"
#include "schemas/errand/result.hpp"
#include "test/shard/shard_bench.hpp"
#include "test/support/unread_metrics.hpp"

namespace fettle::test {

struct RecordShipped {
  toy::Box::Key box;
  ErrandId errand;
};
FETTLE_COMMAND(RecordShipped, "The box is away.", (.aggregate = "box"), (box, errand))

inline Checked<Decision> decide(TenantView& view, const Context&, const RecordShipped& command) {
  Decision decision;
  decision.id = command.box.text();
  if (!is_open(view, command.errand)) return decision;
  const auto* box = view.get<toy::Box>(command.box);
  if (box->count >= 100) return Rejection{Refusal::wrong_state, "box_too_full", "not now", {}};
  if (!box->closed) add<toy::Box>(decision, command.box, toy::BoxClosed{"shipped"});
  end_errand(decision, command.errand, "RecordShipped");
  return decision;
}

class Shipping final : public Connector {
 public:
  std::string_view name() const override { return "shipping"; }
  bool serves(const TenantId&) const override { return true; }
  std::size_t batch_max() const override { return batch; }
  bool wants(std::string_view event) const override {
    if (event == "ConnectorEnabled") return hears_of_connection;
    return event == "ThingAdded" || event == "BoxClosed";
  }
  ErrandChange fold(const Envelope& envelope, const AnyEvent& event) override {
    if (event.type->name == "ConnectorEnabled") {
      connected = true;
      return {};
    }
    const auto subject = "box/" + std::string(envelope.id);
    if (event.type->name == "BoxClosed") return {{}, NeedlessErrand{"ship", subject}};
    return {OpenedErrand{"ship", subject, nullptr, due}, {}};
  }
  bool leaves_unclear(std::string_view code) const override { return code == "no_reply"; }
  std::vector<ErrandOutcome> run(std::span<const DueErrand> errands) override {
    calls.emplace_back(errands.begin(), errands.end());
    std::vector<ErrandOutcome> outcomes;
    for (const auto& errand : errands) outcomes.push_back(answer(errand));
    return outcomes;
  }
  std::optional<Findings> look(const TenantId&) override {
    ++looks;
    if (!findings) return std::nullopt;
    return findings;
  }
  std::size_t called() const {
    std::size_t sum = 0;
    for (const auto& call : calls) sum += call.size();
    return sum;
  }

  std::size_t batch = 1;
  std::optional<Moment> due;
  std::deque<ErrandFailure> failures;  // of the next calls; then they succeed
  std::optional<Findings> findings;
  std::vector<std::vector<DueErrand>> calls;
  int looks = 0;
  bool hears_of_connection = false, connected = false;

 private:
  ErrandOutcome answer(const DueErrand& errand) {
    if (failures.empty()) {
      const auto box = errand.subject.substr(errand.subject.find('/') + 1);
      return result_of(RecordShipped{toy::Box::Key(box), ErrandId(errand.id)});
    }
    auto failure = failures.front();
    failures.pop_front();
    return failure;
  }
};

inline Domain shipping_domain() {
  Domain made;
  fill(made);
  made.add(aggregate_type<toy::Box>());
  made.add(command_type<toy::MakeBox>());
  made.add(command_type<toy::AddThings>());
  made.add(command_type<RecordShipped>());
  return made;
}

// A shard and its log, and loops whose commands and calls a test holds in its hands.
struct Shipped {
  Shipped() {
    REQUIRE(code_of(bench.ask(CreateTenant{Text<1, 60>("demo"), BusinessKind("auto")})) ==
            "accepted");
  }

  std::unique_ptr<ConnectorLoop> loop(const std::string& node = "one",
                                      std::size_t read_bytes = 1 << 20) {
    ConnectorLoop::Options options;
    options.read_bytes = read_bytes;
    options.node = node;
    options.retry = {std::chrono::seconds(10), std::chrono::seconds(60)};
    auto opened = ConnectorLoop::open(
        bench.domain,
        {bench.log, bench.keys, bench.clock, bench.dice, metrics, outside,
         [this](Submission submission) { sent.push_back(std::move(submission)); },
         [this](const ErrandAttempt& attempt) { attempts.emplace_back(attempt.outcome); }},
        shipping, {demo}, options);
    REQUIRE(opened);
    return *std::move(opened);
  }
  // Gives the shard what was sent, and the sender its answers.
  void deliver() {
    auto all = std::move(sent);
    sent.clear();
    for (auto& submission : all) bench.shard->handle(std::move(submission));
    bench.settle();
  }
  // Until nobody has anything to do at this moment.
  void play(ConnectorLoop& loop) {
    for (int round = 0; round < 12; ++round) {
      step(loop);
      deliver();
      outside.run();
    }
  }
  // What comes of the call or look on its way is sent, and the log does not take it.
  void lose_outcome(ConnectorLoop& loop) {
    outside.run();
    step(loop);
    REQUIRE(sent.size() == 1);
    for (auto& lost : std::exchange(sent, {})) {
      lost.done(Fault{FaultKind::unavailable, "log_unavailable", "not now"});
    }
    step(loop);
  }
  static void step(ConnectorLoop& loop) { REQUIRE(loop.step(std::chrono::milliseconds(0))); }
  std::string box_with_things() {
    const auto box = bench.make_box("box " + std::to_string(++boxes_));
    REQUIRE(code_of(bench.ask(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(1)})) == "accepted");
    return box;
  }
  // Names of the events of errands and boxes, as they lie on the log.
  std::vector<std::string> story() {
    auto reader =
        *CommitReader::open(bench.log, Checkpoint::beginning(bench.log.id(), Partition{0}));
    std::vector<std::string> names;
    while (true) {
      const auto commits = *reader.next(1 << 20, std::chrono::milliseconds(0));
      if (commits.empty()) return names;
      for (const auto& commit : commits) {
        for (const auto& record : commit.records) {
          const auto type = Envelope::parse(record)->type;
          if (type.starts_with("Errand") || type == "BoxClosed") names.emplace_back(type);
        }
      }
    }
  }
  void later(std::chrono::seconds span) { bench.clock.move_by(span); }

  ShardBench bench{{}, shipping_domain()};
  Shipping shipping;
  UnreadMetrics metrics;
  StepExecutor outside;
  std::vector<Submission> sent;
  std::vector<std::string> attempts;

 private:
  int boxes_ = 0;
};

// Every call fails so for a day: few are made, no errand dies, and all are done once they succeed.
inline void check_outlasts_a_day(const ErrandFailure& failure) {
  constexpr std::chrono::minutes day{24 * 60};
  Shipped on;
  const auto loop = on.loop();
  on.play(*loop);
  for (int n = 0; n < 8; ++n) on.box_with_things();
  on.shipping.failures.assign(400, failure);
  for (std::chrono::minutes at{0}; at < day; at += std::chrono::minutes(10)) {
    on.play(*loop);
    on.later(std::chrono::minutes(10));
  }
  CHECK(on.shipping.called() < 160);
  CHECK(std::ranges::count(on.story(), "ErrandDied") == 0);
  on.shipping.failures.clear();
  for (int minute = 0; minute < 30; ++minute) {
    on.play(*loop);
    on.later(std::chrono::minutes(1));
  }
  CHECK(std::ranges::count(on.story(), "ErrandDone") == 8);
}

}  // namespace fettle::test
