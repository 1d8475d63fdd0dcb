// All rules of a run, by name and by what they are asked about, each with the planted defect that
// nobody but it finds: what would go unnoticed without it. test/planted proves that it is so.
#pragma once

#include <algorithm>
#include <array>

#include "test/simulation/checks/checks.hpp"
#include "test/simulation/checks/step_rules.hpp"

namespace fettle::sim::rules {

template <class... About>
struct StepRule {
  std::string_view name;  // of the violation; it does not change
  Wrong (*broken)(Books& books, const About&... about);
  Defect found_by_it_alone;
};
struct EndRule {
  std::string_view name;
  Rule broken;
  Defect found_by_it_alone;
};

#define FETTLE_RULE(rule, defect) \
  { #rule, rule, Defect::defect }

// Of each commit, as it becomes visible.
inline constexpr std::array<StepRule<ReadCommit>, 7> of_commits{{
    FETTLE_RULE(nothing_is_applied_twice, done_again_in_flight),
    FETTLE_RULE(one_order, numbered_as_the_first),
    FETTLE_RULE(one_chain, chain_begun_again),
    FETTLE_RULE(timers_fire_once, timer_early),
    FETTLE_RULE(stock_is_never_overdrawn, stock_not_compared),
    FETTLE_RULE(money_adds_up, payment_counted_again),
    FETTLE_RULE(decided_on_all_that_lies_before, version_not_compared),
}};
// Of each answer, as it leaves.
inline constexpr std::array<StepRule<Handed, Outcome>, 4> of_answers{{
    FETTLE_RULE(answers_rest_on_what_is_durable, position_one_too_far),
    FETTLE_RULE(a_key_has_one_answer, status_not_read_back),
    FETTLE_RULE(what_wrote_nothing_was_true, version_told_to_all),
    FETTLE_RULE(no_invariant_breaks, speaks_of_another),
}};
// After every step.
inline constexpr std::array<StepRule<>, 2> of_moments{{
    FETTLE_RULE(nothing_is_ahead_of_the_log, timer_settled_early),
    FETTLE_RULE(memory_is_bounded, cache_unbounded),
}};
// Once all is settled: of the books, then of all that is left.
inline constexpr std::array<StepRule<>, 2> of_the_books{{
    FETTLE_RULE(due_timers_have_fired, timer_missed_stays),
    FETTLE_RULE(everything_serves_again, closed_item_stays),
}};
inline constexpr std::array<EndRule, 7> of_the_end{{
    FETTLE_RULE(nobody_gives_up, ends_behind_another),
    FETTLE_RULE(nothing_acknowledged_is_lost, note_not_recorded),
    FETTLE_RULE(refused_means_unchanged, refused_is_tried_again),
    FETTLE_RULE(rows_are_the_fold, last_of_batch_alone),
    FETTLE_RULE(state_is_the_fold, ended_entries_stay),
    FETTLE_RULE(outside_agrees, result_dropped),
    FETTLE_RULE(nothing_is_left_open, item_sent_once),
}};
// Beyond the promise, of a log that lost what it promised to keep: what is left is whole, and
// nobody builds on the rest.
inline constexpr std::array<EndRule, 3> of_what_is_left{{
    FETTLE_RULE(nobody_builds_on_what_is_lost, lost_end_not_looked_for),
    FETTLE_RULE(what_is_found_is_the_fold, rows_folded_anew_above),
    FETTLE_RULE(what_is_left_is_a_whole_prefix, lost_end_answers_yes),
}};

#undef FETTLE_RULE

// Two rules are also broken where nobody asks: by a run that does not settle, and by one that ends.
inline constexpr auto serves_again = of_the_books[1].name;
inline constexpr auto invariants = of_answers[3].name;

struct Pair {
  std::string_view rule;
  Defect defect;  // that nobody finds without the rule
  Promise promise;
};

inline constexpr auto pairs = [] {
  std::array<Pair, of_commits.size() + of_answers.size() + of_moments.size() + of_the_books.size() +
                       of_the_end.size() + of_what_is_left.size()>
      all{};
  std::size_t count = 0;
  const auto add = [&](const auto& rules, Promise promise) {
    for (const auto& rule : rules) all[count++] = {rule.name, rule.found_by_it_alone, promise};
  };
  add(of_commits, Promise::within);
  add(of_answers, Promise::within);
  add(of_moments, Promise::within);
  add(of_the_books, Promise::within);
  add(of_the_end, Promise::within);
  add(of_what_is_left, Promise::beyond);
  return all;
}();

// Null: others find it too.
constexpr const Pair* alone_with(Defect defect) {
  const auto found = std::ranges::find(pairs, defect, &Pair::defect);
  return found == pairs.end() ? nullptr : &*found;
}
static_assert(std::ranges::all_of(pairs,
                                  [](const Pair& pair) {
                                    return alone_with(pair.defect)->rule == pair.rule;
                                  }),
              "no two rules are alone with one defect");

}  // namespace fettle::sim::rules
