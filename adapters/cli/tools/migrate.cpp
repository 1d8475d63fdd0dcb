#include "adapters/cli/tools/migrate.hpp"

#include <fmt/format.h>

#include <set>

#include "adapters/cli/tools/migrate_target.hpp"

namespace fettle::cli {
namespace {

Checkpoint beginning_of(const Log& log) { return Checkpoint::beginning(log.id(), Partition{0}); }

Fault not_ours(const std::string& tenant, const TenantTally& there, const TenantTally* here) {
  if (here == nullptr) {
    return {FaultKind::mismatch, "target_holds_other_tenants",
            fmt::format("the target holds tenant {}, which is not here; name another topic prefix",
                        tenant)};
  }
  return {FaultKind::mismatch, "target_holds_other_events",
          fmt::format("the {} events of tenant {} in the target are not the first of the {} here; "
                      "name another topic prefix",
                      there.events, tenant, here->events)};
}

// What the old log holds, once it is certain that the target holds nothing but the beginning of it.
Result<Tallies> tallies_behind(Log& from, const Tallies& held, Progress& progress) {
  Tallies tallies;
  std::set<std::string_view> found;
  const auto see = [&](const StoredCommit& commit) -> Result<void> {
    const auto& now = *TRY(add(tallies, commit));
    const auto there = held.find(commit.tenant());
    if (there != held.end() && there->second == now) found.insert(there->first);
    return {};
  };
  TRY(read_on(from, beginning_of(from), progress, see));
  for (const auto& [tenant, there] : held) {
    if (found.contains(tenant)) continue;
    const auto here = tallies.find(tenant);
    return not_ours(tenant, there, here == tallies.end() ? nullptr : &here->second);
  }
  return tallies;
}

Result<void> check_keys(Keys& keys, const KeyRing& ring) {
  for (const auto& [tenant, secret] : ring.tenant_secrets) {
    if (TRY(keys.tenant_secret(TenantId(tenant))) == secret) continue;
    return Fault{FaultKind::damaged, "migrated_differs", "another secret of tenant " + tenant};
  }
  for (const auto& [tenant, key] : ring.person_keys) {
    if (TRY(keys.find(TenantId(tenant), key.id)) == key.secret) continue;
    return Fault{FaultKind::damaged, "migrated_differs",
                 fmt::format("key {} of tenant {} did not arrive", key.id, tenant)};
  }
  return {};
}

class Migration {
 public:
  explicit Migration(const MigrationPorts& ports) : ports_(ports), holdings_(ports.to) {}

  Result<Migrated> run() {
    TRY(compare());
    const auto ring = ports_.from_keys.ring();
    TRY(ports_.to_keys.take_over(ring));
    Migrated migrated;
    migrated.copied = TRY(copy());
    TRY(check_log());
    TRY(check_keys(ports_.to_keys, ring));
    migrated.tenants = std::move(tallies_);
    migrated.keys = ring.person_keys.size();
    return migrated;
  }

 private:
  Result<void> compare() {
    TRY(holdings_.look(*ports_.watch("read the new log")));
    tallies_ =
        TRY(tallies_behind(ports_.from, holdings_.tallies(), *ports_.watch("check the old log")));
    return {};
  }

  // What an earlier run had on its way may have arrived before the claims; behind them it is void.
  Result<std::uint64_t> copy() {
    Copier copier(ports_.to, "migration of log " + ports_.from.id().text(), ports_.dice);
    for (const auto& [tenant, tally] : tallies_) {
      if (tally.commits > commits_held(tenant)) TRY(copier.claim(TenantId(tenant)));
    }
    if (TRY(holdings_.look(*ports_.watch("read the new log")))) TRY(compare());
    std::map<std::string, std::uint64_t, std::less<>> passed;
    std::uint64_t copied = 0;
    const auto bar = ports_.watch("copy");
    const auto take = [&](const StoredCommit& commit) -> Result<void> {
      const auto nth = ++passed[std::string(commit.tenant())];
      if (nth <= commits_held(commit.tenant())) return {};
      ++copied;
      return copier.add(commit);
    };
    TRY(read_on(ports_.from, beginning_of(ports_.from), *bar, take));
    TRY(copier.finish());
    return copied;
  }

  std::uint64_t commits_held(std::string_view tenant) const {
    const auto found = holdings_.tallies().find(tenant);
    return found == holdings_.tallies().end() ? 0 : found->second.commits;
  }

  // From its first record on, as any reader will find it.
  Result<void> check_log() {
    Holdings arrived(ports_.to);
    TRY(arrived.look(*ports_.watch("check the new log")));
    if (arrived.tallies() == tallies_) return {};
    return Fault{FaultKind::damaged, "migrated_differs",
                 fmt::format("{} commits and {} events of {} tenants became {} and {} of {}",
                             commits_of(tallies_), events_of(tallies_), tallies_.size(),
                             commits_of(arrived.tallies()), events_of(arrived.tallies()),
                             arrived.tallies().size())};
  }

  const MigrationPorts& ports_;
  Holdings holdings_;
  Tallies tallies_;  // of the old log
};

}  // namespace

Result<Migrated> migrate(const MigrationPorts& ports) { return Migration(ports).run(); }

}  // namespace fettle::cli
