#include "test/simulation/checks/watch.hpp"

#include <array>

#include "test/simulation/checks/step_rules.hpp"
#include "test/simulation/engine/planting.hpp"

namespace fettle::sim {
namespace {

template <class... About>
struct StepRule {
  std::string_view name;  // of the violation; it does not change
  Wrong (*broken)(Books& books, const About&... about);
};

#define FETTLE_RULE(rule) \
  { #rule, rule }

constexpr std::array<StepRule<ReadCommit>, 7> of_commits{{
    FETTLE_RULE(nothing_is_applied_twice),
    FETTLE_RULE(one_order),
    FETTLE_RULE(one_chain),
    FETTLE_RULE(timers_fire_once),
    FETTLE_RULE(stock_is_never_overdrawn),
    FETTLE_RULE(money_adds_up),
    FETTLE_RULE(decided_on_all_that_lies_before),
}};
constexpr std::array<StepRule<Handed, Outcome>, 4> of_answers{{
    FETTLE_RULE(answers_rest_on_what_is_durable),
    FETTLE_RULE(a_key_has_one_answer),
    FETTLE_RULE(what_wrote_nothing_was_true),
    FETTLE_RULE(no_invariant_breaks),
}};
constexpr std::array<StepRule<>, 2> of_moments{{
    FETTLE_RULE(nothing_is_ahead_of_the_log),
    FETTLE_RULE(memory_is_bounded),
}};
constexpr std::array<StepRule<>, 2> of_the_end{{
    FETTLE_RULE(due_timers_have_fired),
    FETTLE_RULE(everything_serves_again),
}};

#undef FETTLE_RULE

}  // namespace

Watch::Watch(const Plan& plan, const Site& site, const Nodes& nodes, const Schedule& schedule)
    : plan_(plan), books_(site, nodes, schedule) {}

template <class Rules, class... About>
void Watch::ask(const Rules& rules, const About&... about) {
  for (const auto& [name, broken] : rules) {
    if (found_) return;
    if (!plan_.checks(name)) continue;
    if (auto wrong = broken(books_, about...)) {
      found_ = Violation{std::string(name), *std::move(wrong)};
    }
  }
}

void Watch::read_on() {
  if (!books_.reading.read_on()) return;
  const auto& read = books_.reading.log();
  for (; noted_ < read.commits.size() && !found_; ++noted_) {
    const auto& commit = read.commits[noted_];
    ask(of_commits, commit);
    books_.note(noted_);
  }
  if (read.fault && !found_) {
    found_ = Violation{"the_log_can_be_read", read.fault->code + ": " + read.fault->detail};
  }
}

std::optional<Violation> Watch::look() {
  const Planting nothing(Defect::none);
  read_on();
  ask(of_moments);
  return found_;
}

std::optional<Violation> Watch::last_look() {
  ask(of_the_end);
  return found_;
}

void Watch::handed(const std::shared_ptr<const Handed>& command) {
  if (command->key.empty()) return;
  books_.handed.insert_or_assign(
      key_name(command->tenant.text(), command->caller.account.text(), command->key), command);
}

void Watch::answered(const Handed& command, const Outcome& outcome) {
  const Planting nothing(Defect::none);
  read_on();
  ask(of_answers, command, outcome);
}

}  // namespace fettle::sim
