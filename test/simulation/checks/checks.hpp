// The rules of a run, looked at once all is settled. Each finds the first thing that is wrong, and
// says nothing about what the others look at.
#pragma once

#include "test/simulation/checks/read_log.hpp"
#include "test/simulation/world.hpp"

namespace fettle::sim {

using Rule = std::optional<Violation> (*)(const Facts& facts, const ReadLog& log);

// Of the run.
std::optional<Violation> nobody_gives_up(const Facts& facts, const ReadLog& log);
// Of the answers.
std::optional<Violation> nothing_acknowledged_is_lost(const Facts& facts, const ReadLog& log);
std::optional<Violation> refused_means_unchanged(const Facts& facts, const ReadLog& log);
// Of what was folded.
std::optional<Violation> rows_are_the_fold(const Facts& facts, const ReadLog& log);
std::optional<Violation> state_is_the_fold(const Facts& facts, const ReadLog& log);
// Of the business.
std::optional<Violation> outside_agrees(const Facts& facts, const ReadLog& log);
std::optional<Violation> nothing_is_left_open(const Facts& facts, const ReadLog& log);

// Beyond the promise.
std::optional<Violation> nobody_builds_on_what_is_lost(const Facts& facts, const ReadLog& log);
std::optional<Violation> what_is_found_is_the_fold(const Facts& facts, const ReadLog& log);
std::optional<Violation> what_is_left_is_a_whole_prefix(const Facts& facts, const ReadLog& log);

std::optional<Violation> check(const Facts& facts, const ReadLog& log);

}  // namespace fettle::sim
