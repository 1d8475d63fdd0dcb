// Rules about the log itself.
#include <fmt/format.h>

#include "test/simulation/checks/step_rules.hpp"
#include "test/simulation/checks/whole.hpp"

namespace fettle::sim {
namespace {

Wrong gap(std::map<std::string, std::uint64_t>& versions, const ReadCommit& commit) {
  for (const auto& event : commit.events) {
    const auto name = fmt::format("{}/{}/{}", event.tenant, event.aggregate, event.id);
    auto& version = versions[name];
    if (event.sequence != ++version) {
      return fmt::format("{}: version {} follows {}", name, event.sequence, version - 1);
    }
  }
  return {};
}

Wrong break_at(const ReadCommit& commit) {
  if (commit.chained) return {};
  return fmt::format("the chain of {} breaks at {}", commit.tenant, number(commit.first));
}

}  // namespace

// Every aggregate's versions rise by one.
Wrong one_order(Books& books, const ReadCommit& commit) { return gap(books.versions, commit); }

Wrong one_chain(Books&, const ReadCommit& commit) { return break_at(commit); }

Wrong nothing_is_applied_twice(Books& books, const ReadCommit& commit) {
  if (commit.key.empty()) return {};
  const auto name = key_name(commit.tenant, commit.account, commit.key);
  if (!books.firsts.contains(name)) return {};
  return fmt::format("{} has a second commit at {}", name, number(commit.first));
}

Wrong gap_of_versions(const ReadLog& log) {
  std::map<std::string, std::uint64_t> versions;
  for (const auto& commit : log.commits) {
    if (auto wrong = gap(versions, commit)) return wrong;
  }
  return {};
}

Wrong break_of_chain(const ReadLog& log) {
  for (const auto& commit : log.commits) {
    if (auto wrong = break_at(commit)) return wrong;
  }
  return {};
}

Wrong key_applied_twice(const ReadLog& log) {
  for (const auto& [key, commits] : log.by_key()) {
    if (commits.size() > 1) return fmt::format("{} has {} commits", key, commits.size());
  }
  return {};
}

}  // namespace fettle::sim
