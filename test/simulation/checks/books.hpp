// What is noted while a run goes on, so that a rule needs to look only at what is new: each commit
// as it becomes visible on the log, each command as it is decided, each answer as it leaves.
#pragma once

#include <unordered_map>

#include "test/simulation/checks/past.hpp"
#include "test/simulation/world.hpp"

namespace fettle::sim {

// A commit's place among those of its tenant, and in the log that was read.
struct Place {
  std::size_t nth = 0;    // 1: the tenant's first
  std::size_t index = 0;  // in ReadLog::commits
};

struct Books {
  using Nodes = std::vector<std::unique_ptr<Node>>;

  Books(const Site& seen, const Nodes& of, const Schedule& time)
      : site(seen), nodes(of), schedule(time), reading(seen, random), ends(seen.partitions()) {}

  const Site& site;
  const Nodes& nodes;
  const Schedule& schedule;
  Random random{1};  // of the checks alone
  KeptKeys keys{site.keys};
  LogReading reading;

  std::map<std::string, TenantPast, std::less<>> pasts;                   // by tenant
  std::unordered_map<std::string, std::shared_ptr<const Handed>> handed;  // by key_name
  std::unordered_map<std::string, Place> firsts;                          // by key_name
  std::vector<std::map<Offset, std::size_t>> ends;  // of commits: their indexes

  // Of the trade.
  struct Shelf {
    std::int64_t on_hand = 0, reserved = 0, claimed = 0;
  };
  struct Account {
    std::int64_t came = 0, asked_back = 0, went_back = 0;
    std::size_t times = 0;
  };
  std::map<std::string, Shelf> shelves;
  std::map<std::string, Account> accounts;
  std::set<std::string> refunds;

  std::map<std::string, std::uint64_t> versions;  // by aggregate
  std::set<std::string> fired;                    // timers
  std::vector<Offset> rows_at;                    // by partition: when last looked at
  std::vector<std::uint64_t> snapshots_at;        // by node and partition
  std::uint64_t looks = 0;

  TenantPast& past(const TenantId& tenant) {
    return pasts.try_emplace(tenant.text(), site.domain, tenant, keys, random).first->second;
  }
  // Takes in one more commit of those that were read.
  void note(std::size_t index) {
    const auto& commit = reading.log().commits[index];
    auto& of_tenant = past(TenantId(commit.tenant));
    of_tenant.add(commit, schedule.now());
    ends[number(commit.partition)].emplace(commit.last, index);
    if (commit.key.empty()) return;
    firsts.try_emplace(key_name(commit.tenant, commit.account, commit.key),
                       Place{of_tenant.newest(), index});
  }
  // Null: none lies there.
  const ReadCommit* commit_at(Partition partition, Offset last) const {
    const auto found = ends[number(partition)].find(last);
    return found == ends[number(partition)].end() ? nullptr : &reading.log().commits[found->second];
  }
  // Null: that key has none.
  const Place* first_of(const Handed& command) const {
    if (command.request_hash.empty()) return nullptr;
    const auto found =
        firsts.find(key_name(command.tenant.text(), command.caller.account.text(), command.key));
    return found == firsts.end() ? nullptr : &found->second;
  }
};

// What is wrong, in words; nothing: all is well.
using Wrong = std::optional<std::string>;

}  // namespace fettle::sim
