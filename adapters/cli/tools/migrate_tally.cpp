#include "adapters/cli/tools/migrate_tally.hpp"

#include <fmt/format.h>

#include <numeric>

namespace fettle::cli {
namespace {

constexpr std::size_t read_bytes = 1 << 20;
constexpr std::chrono::milliseconds no_wait{0};

Fault damaged(const StoredCommit& commit, std::string code, std::string_view what) {
  return {FaultKind::damaged, std::move(code),
          fmt::format("the commit of tenant {} that ends at offset {} of partition {} {}",
                      commit.tenant(), number(commit.last), number(commit.partition), what)};
}

}  // namespace

std::uint64_t events_of(const Tallies& tallies) {
  return std::accumulate(tallies.begin(), tallies.end(), std::uint64_t{0},
                         [](auto sum, const auto& one) { return sum + one.second.events; });
}

std::uint64_t commits_of(const Tallies& tallies) {
  return std::accumulate(tallies.begin(), tallies.end(), std::uint64_t{0},
                         [](auto sum, const auto& one) { return sum + one.second.commits; });
}

Result<const TenantTally*> add(Tallies& tallies, const StoredCommit& commit) {
  auto& tally = tallies.try_emplace(std::string(commit.tenant())).first->second;
  for (const auto& record : commit.records) {
    if (record.key() != commit.tenant()) return damaged(commit, "key_wrong", "names two tenants");
    tally.head = chain_hash(tally.head, record);
    if (stored_hash(record) != tally.head) {
      return damaged(commit, "chain_broken", "is not what its hash says; restore the log");
    }
    ++tally.events;
  }
  ++tally.commits;
  return &tally;
}

Result<Checkpoint> read_on(Log& log, const Checkpoint& from, Progress& progress,
                           const SeeCommit& see) {
  const auto end = TRY(log.durable_end(from.partition));
  if (from.next >= end) return from;
  auto reader = TRY(CommitReader::open(log, from));
  while (reader.checkpoint().next < end) {
    const auto before = reader.checkpoint().next;
    for (const auto& commit : TRY(reader.next(read_bytes, no_wait))) TRY(see(commit));
    if (!progress.at(number(reader.checkpoint().next), number(end))) return interrupted();
    if (reader.checkpoint().next == before) break;  // an unfinished commit is all that is left
  }
  return reader.checkpoint();
}

}  // namespace fettle::cli
