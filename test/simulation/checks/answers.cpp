// Rules about what clients were told.
#include <fmt/format.h>

#include "test/simulation/checks/checks.hpp"
#include "test/simulation/checks/writes.hpp"

namespace fettle::sim {
namespace {

std::string key_of(const Request& request) {
  return key_name(request.tenant.text(), request.caller.account.text(), request.key);
}

}  // namespace

std::optional<Violation> nothing_acknowledged_is_lost(const Facts& facts, const ReadLog& log) {
  const auto commits = log.by_key();
  for (const auto& asked : facts.history) {
    const auto* accepted = asked->accepted();
    if (accepted == nullptr) continue;
    const auto& request = asked->request;
    const auto found = commits.find(key_of(request));
    if (found == commits.end()) {
      if (!always_writes(request.type->name)) continue;
      return Violation{__func__, fmt::format("{} {} was accepted and is not on the log",
                                             request.type->name, request.key)};
    }
    const auto& commit = *found->second.front();
    if (!accepted->position || accepted->position->offset != commit.last ||
        accepted->position->partition != commit.partition) {
      return Violation{__func__, fmt::format("{} {} lies at {}, not where it was said to",
                                             request.type->name, request.key, number(commit.last))};
    }
  }
  return {};
}

// Only of those whose every sending was answered by a refusal: of others nobody knows.
std::optional<Violation> refused_means_unchanged(const Facts& facts, const ReadLog& log) {
  const auto commits = log.by_key();
  for (const auto& asked : facts.history) {
    bool refused = asked->attempts.size() == asked->sendings;
    for (const auto& attempt : asked->attempts) {
      refused = refused && attempt.outcome && std::holds_alternative<Rejection>(*attempt.outcome);
    }
    if (refused && commits.contains(key_of(asked->request))) {
      return Violation{__func__, key_of(asked->request) + " was refused and is on the log"};
    }
  }
  return {};
}

}  // namespace fettle::sim
