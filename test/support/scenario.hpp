// Tests of rules read like the shop talks: given commands, when a command, then events or a
// refusal. Commands pass through decide and evolve only; no shard, no log.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "commands/domain.hpp"
#include "schemas/declare.hpp"
#include "test/support/test_view.hpp"

namespace fettle::test {

struct Actor {
  std::string account;
  std::string role;
  std::string face;
  std::string store = {};
};

// Types are found by name, so that a test does not compile every codec again.
template <class T>
constexpr std::string_view name_of() {
  return fettle_declaration_of(static_cast<const T*>(nullptr)).name;
}

template <class E>
const E* as(const AnyEvent& event) {
  return event.type->name == name_of<E>() ? static_cast<const E*>(event.data.get()) : nullptr;
}

// What came of a command.
class Outcome {
 public:
  explicit Outcome(Checked<Decision> decided) : decided_(std::move(decided)) {}

  bool accepted() const { return decided_.has_value(); }
  const Decision& decision() const { return *decided_; }
  const Rejection& rejection() const { return decided_.error(); }
  std::string id() const { return decided_->id; }

  std::vector<std::string> events() const {
    std::vector<std::string> names;
    if (!accepted()) return {"refused: " + rejection().code + ", " + rejection().detail};
    for (const auto& event : decided_->events) names.emplace_back(event.event.type->name);
    return names;
  }
  void then(const std::vector<std::string>& expected) const { CHECK(events() == expected); }
  void rejected(Refusal kind, std::string_view code) const {
    REQUIRE_FALSE(accepted());
    CHECK(rejection().code == code);
    CHECK(rejection().kind == kind);
  }
  // The only field that the refusal names.
  void rejected_field(std::string_view field, std::string_view code) const {
    REQUIRE_FALSE(accepted());
    REQUIRE(rejection().fields.size() == 1);
    CHECK(rejection().fields[0].field == field);
    CHECK(rejection().fields[0].code == code);
    CHECK(rejection().kind == Refusal::rule);
  }
  template <class E>
  const E& event() const {
    REQUIRE(accepted());
    for (const auto& event : decided_->events) {
      if (const auto* found = as<E>(event.event)) return *found;
    }
    throw std::runtime_error("no such event among those decided");
  }

 private:
  Checked<Decision> decided_;
};

// One tenant and its history. A copy goes on by itself.
class Scenario {
 public:
  explicit Scenario(Moment start) : now_(start) {}

  template <class C>
  Outcome when(const Actor& actor, const C& command) {
    return carry_out(actor, *domain().command(name_of<C>()), &command);
  }
  // Part of the story: must be accepted.
  template <class C>
  Outcome given(const Actor& actor, const C& command) {
    auto outcome = when(actor, command);
    REQUIRE_MESSAGE(outcome.accepted(), name_of<C>(), " ", outcome.events()[0]);
    return outcome;
  }
  Outcome carry_out(const Actor& actor, const CommandType& type, const void* command) {
    auto decision = type.decide(view_, context(actor), command);
    // Else the shard takes it for a broken rule.
    if (decision && !decision->events.empty()) CHECK(decision->id == decision->events.front().id);
    return keep(std::move(decision));
  }

  Moment now() const { return now_; }
  // Time passes; timers fire when they are due, each once.
  void pass(Micros span) {
    now_ = now_ + span;
    for (const auto& timer : view_.timers()) {
      if (timer.due > now_) continue;
      const auto* type = domain().aggregate(timer.type);
      const Actor engine{"engine", "engine", "engine"};
      (void)keep(type->on_timer(view_, context(engine), timer.id, timer.name));
    }
  }

  TestView& view() { return view_; }
  const std::vector<DecidedEvent>& history() const { return history_; }

  static const Domain& domain() {
    static const Domain filled = [] {
      Domain made;
      fill(made);
      return made;
    }();
    return filled;
  }

 private:
  Context context(const Actor& actor) {
    return {.tenant = TenantId("shop"),
            .now = now_,
            .caller = {AccountId(actor.account), actor.role, actor.face, actor.store},
            .commit = CommitId("c" + std::to_string(++commits_))};
  }
  Outcome keep(Checked<Decision> decided) {
    if (decided) {
      for (const auto& event : decided->events) {
        view_.apply(event);
        history_.push_back(event);
      }
    }
    return Outcome(std::move(decided));
  }

  Moment now_;
  TestView view_;
  std::vector<DecidedEvent> history_;
  unsigned commits_ = 0;
};

}  // namespace fettle::test
