// The rules that are asked after every step, each about one thing that is new.
#pragma once

#include "test/simulation/checks/books.hpp"

namespace fettle::sim {

// Of a commit, before it is in the books.
Wrong nothing_is_applied_twice(Books& books, const ReadCommit& commit);
Wrong one_order(Books& books, const ReadCommit& commit);
Wrong one_chain(Books& books, const ReadCommit& commit);
Wrong decided_on_all_that_lies_before(Books& books, const ReadCommit& commit);
Wrong timers_fire_once(Books& books, const ReadCommit& commit);
Wrong stock_is_never_overdrawn(Books& books, const ReadCommit& commit);
Wrong money_adds_up(Books& books, const ReadCommit& commit);

// Of an answer as it leaves, with all that is durable in the books.
Wrong answers_rest_on_what_is_durable(Books& books, const Handed& command, const Outcome& outcome);
Wrong a_key_has_one_answer(Books& books, const Handed& command, const Outcome& outcome);
Wrong what_wrote_nothing_was_true(Books& books, const Handed& command, const Outcome& outcome);
Wrong no_invariant_breaks(Books& books, const Handed& command, const Outcome& outcome);

// Of everything, at any moment.
Wrong nothing_is_ahead_of_the_log(Books& books);
Wrong memory_is_bounded(Books& books);

// Of everything, when all is settled.
Wrong due_timers_have_fired(Books& books);
Wrong everything_serves_again(Books& books);

}  // namespace fettle::sim
