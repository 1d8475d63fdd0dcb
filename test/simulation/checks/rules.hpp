// All rules of a run, by name and by what they are asked about.
#pragma once

#include <array>

#include "test/simulation/checks/checks.hpp"
#include "test/simulation/checks/step_rules.hpp"

namespace fettle::sim::rules {

template <class... About>
struct StepRule {
  std::string_view name;  // of the violation; it does not change
  Wrong (*broken)(Books& books, const About&... about);
};
struct EndRule {
  std::string_view name;
  Rule broken;
};

#define FETTLE_RULE(rule) \
  { #rule, rule }

// Of each commit, as it becomes visible.
inline constexpr std::array<StepRule<ReadCommit>, 7> of_commits{{
    FETTLE_RULE(nothing_is_applied_twice),
    FETTLE_RULE(one_order),
    FETTLE_RULE(one_chain),
    FETTLE_RULE(timers_fire_once),
    FETTLE_RULE(stock_is_never_overdrawn),
    FETTLE_RULE(money_adds_up),
    FETTLE_RULE(decided_on_all_that_lies_before),
}};
// Of each answer, as it leaves.
inline constexpr std::array<StepRule<Handed, Outcome>, 4> of_answers{{
    FETTLE_RULE(answers_rest_on_what_is_durable),
    FETTLE_RULE(a_key_has_one_answer),
    FETTLE_RULE(what_wrote_nothing_was_true),
    FETTLE_RULE(no_invariant_breaks),
}};
// After every step.
inline constexpr std::array<StepRule<>, 2> of_moments{{
    FETTLE_RULE(nothing_is_ahead_of_the_log),
    FETTLE_RULE(memory_is_bounded),
}};
// Once all is settled: of the books, then of all that is left.
inline constexpr std::array<StepRule<>, 2> of_the_books{{
    FETTLE_RULE(due_timers_have_fired),
    FETTLE_RULE(everything_serves_again),
}};
inline constexpr std::array<EndRule, 7> of_the_end{{
    FETTLE_RULE(nobody_gives_up),
    FETTLE_RULE(nothing_acknowledged_is_lost),
    FETTLE_RULE(refused_means_unchanged),
    FETTLE_RULE(rows_are_the_fold),
    FETTLE_RULE(state_is_the_fold),
    FETTLE_RULE(outside_agrees),
    FETTLE_RULE(nothing_is_left_open),
}};
// Beyond the promise, of a log that lost what it promised to keep: what is left is whole, and
// nobody builds on the rest.
inline constexpr std::array<EndRule, 3> of_what_is_left{{
    FETTLE_RULE(nobody_builds_on_what_is_lost),
    FETTLE_RULE(what_is_found_is_the_fold),
    FETTLE_RULE(what_is_left_is_a_whole_prefix),
}};

#undef FETTLE_RULE

// Two rules are also broken where nobody asks: by a run that does not settle, and by one that ends.
inline constexpr auto serves_again = of_the_books[1].name;
inline constexpr auto invariants = of_answers[3].name;

}  // namespace fettle::sim::rules
