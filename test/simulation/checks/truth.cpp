// Rules about what was decided: on everything that lies before it, and, where nothing was written,
// on what was true then.
#include <fmt/format.h>

#include "core/answer_version.hpp"
#include "test/simulation/checks/again.hpp"
#include "test/simulation/checks/step_rules.hpp"
#include "test/simulation/log/group.hpp"

namespace fettle::sim {
namespace {

// The first event in which they differ.
Wrong difference(const Decision& decision, const ReadCommit& commit) {
  if (decision.events.size() != commit.events.size()) {
    return fmt::format("{} events, not {}", decision.events.size(), commit.events.size());
  }
  for (std::size_t i = 0; i < commit.events.size(); ++i) {
    const auto& [aggregate, id, event] = decision.events[i];
    const auto& stored = commit.events[i];
    const auto ours = fmt::format("{}/{} {}", aggregate->name, id, text_of(event));
    const auto theirs = fmt::format("{}/{} {}", stored.aggregate, stored.id, text_of(stored.event));
    if (ours != theirs) return ours;
  }
  return {};
}

Context context_of(const ReadCommit& commit, const Caller& caller) {
  return {TenantId(commit.tenant), commit.events.front().time, caller, CommitId(commit.id)};
}

// Who saw an older state than this lied: on Kafka an owner who does not know yet that he is none
// may be a session behind, and the embedded log has one owner.
Moment oldest_seen(const Books& books, const Handed& command) {
  return books.site.embedded() ? command.at : command.at - session_time;
}

// What the engine says of a command in one state, as far as it can be compared; empty when it
// would have written something, or knew the key.
std::string said(Books& books, const Handed& command, std::size_t state) {
  const auto* first = books.first_of(command);
  if (first != nullptr && first->nth <= state) return {};
  PastView view(books.past(command.tenant), state);
  const Context context{command.tenant, command.clock, command.caller, CommitId("again")};
  const auto decision = decided_again(books.site.domain, view, context, command);
  if (!decision) return "refused: " + decision.error().code;
  if (!decision->events.empty()) return {};
  return fmt::format("{} {} {} {}", decision->status, decision->id,
                     view.lookup(command.type->aggregate, decision->id).version, decision->answer);
}

std::string said(const Outcome& outcome) {
  if (const auto* refused = std::get_if<Rejection>(&outcome)) return "refused: " + refused->code;
  const auto& yes = std::get<Accepted>(outcome);
  return fmt::format("{} {} {} {}", yes.status, yes.id, yes.version, yes.members);
}

// The key was another request's: that is what it is told.
bool stands_for_another(const Books& books, const Handed& command) {
  const auto* first = books.first_of(command);
  return first != nullptr &&
         books.reading.log().commits[first->index].request_hash != command.request_hash;
}

bool was_true(Books& books, const Handed& command, const std::string& answer) {
  const auto& past = books.past(command.tenant);
  const auto since = oldest_seen(books, command);
  for (auto state = past.newest(); past.was_in(state, since); --state) {
    if (said(books, command, state) == answer) return true;
    if (state == 0) break;
  }
  return false;
}

}  // namespace

// The same command in the state before it gives the same events: nobody decided on less, or on
// more, than what lies there.
Wrong decided_on_all_that_lies_before(Books& books, const ReadCommit& commit) {
  const auto name = key_name(commit.tenant, commit.account, commit.events.front().command_id);
  const auto found = books.handed.find(name);
  if (found == books.handed.end()) return {};  // of a timer, or sent without a key
  const auto& command = *found->second;
  const auto& past = books.past(command.tenant);
  PastView view(past, past.newest());
  const auto decision =
      decided_again(books.site.domain, view, context_of(commit, command.caller), command);
  const auto told = [&](std::string_view what) {
    return fmt::format("{} {} at {}: {}", command.type->name, name, number(commit.first), what);
  };
  if (!decision) return told("what lies before it refuses it, " + decision.error().code);
  if (const auto other = difference(*decision, commit)) return told("rather " + *other);
  return {};
}

// A refusal, or an acceptance that changed nothing, was right in some state that the tenant had
// between a session before and now; and what it rests on is durable now.
Wrong what_wrote_nothing_was_true(Books& books, const Handed& command, const Outcome& outcome) {
  if (std::holds_alternative<Fault>(outcome)) return {};
  if (const auto* yes = std::get_if<Accepted>(&outcome)) {
    // Without a stored answer nobody can tell whether it wrote something.
    if (command.request_hash.empty() || books.first_of(command) != nullptr) return {};
    if (yes->repeated) return "a repeated answer of a key that has no commit";
  } else if (stands_for_another(books, command)) {
    return {};
  }
  const auto answer = said(outcome);
  if (was_true(books, command, answer)) return {};
  return fmt::format("{} {} of {}: {}, which it never was; now it is {}", command.type->name,
                     command.key, command.caller.account.text(), answer,
                     said(books, command, books.past(command.tenant).newest()));
}

Wrong answers_rest_on_what_is_durable(Books& books, const Handed& command, const Outcome& outcome) {
  const auto* yes = std::get_if<Accepted>(&outcome);
  if (yes == nullptr || !yes->position) return {};
  const auto& position = *yes->position;
  if (books.commit_at(position.partition, position.offset) != nullptr) return {};
  const auto& stopped = books.reading.log().fault;
  return fmt::format("{} {} was answered with position {}, where no commit ends{}",
                     command.type->name, command.key, number(position.offset),
                     stopped ? " that can be read: " + stopped->detail : "");
}

Wrong a_key_has_one_answer(Books& books, const Handed& command, const Outcome& outcome) {
  const auto* first = books.first_of(command);
  if (first == nullptr || std::holds_alternative<Fault>(outcome)) return {};
  if (stands_for_another(books, command)) return {};
  const auto& commit = books.reading.log().commits[first->index];
  const auto& events = commit.events;
  const auto version = answer_version(events.size(), [&](std::size_t i) {
    return Reached{events[i].aggregate, events[i].id, events[i].sequence};
  });
  const auto expected =
      fmt::format("{} {} {} {}", commit.status, events.front().id, version, commit.answer);
  const auto* yes = std::get_if<Accepted>(&outcome);
  const bool there = yes != nullptr && yes->position &&
                     yes->position->partition == commit.partition &&
                     yes->position->offset == commit.last;
  if (there && said(outcome) == expected) return {};
  // Whoever could not know of it yet decided afresh.
  const auto& past = books.past(command.tenant);
  if (!past.was_in(first->nth - 1, oldest_seen(books, command))) {
    return fmt::format("{} was answered {}, first {}", command.key, said(outcome), expected);
  }
  if (was_true(books, command, said(outcome))) return {};
  return fmt::format("{} was answered {}, not {}", command.key, said(outcome), expected);
}

Wrong no_invariant_breaks(Books&, const Handed& command, const Outcome& outcome) {
  const auto* fault = std::get_if<Fault>(&outcome);
  if (fault == nullptr || fault->kind != FaultKind::broken) return {};
  return fmt::format("{}: {}", command.type->name, fault->detail);
}

}  // namespace fettle::sim
