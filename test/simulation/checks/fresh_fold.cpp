#include "test/simulation/checks/fresh_fold.hpp"

#include <fmt/format.h>

#include "core/log_up_to.hpp"
#include "core/shard/keyspace.hpp"
#include "test/simulation/checks/kept_keys.hpp"
#include "test/simulation/checks/read_log.hpp"

namespace fettle::sim {
namespace {

// Nothing goes wrong here.
struct Quiet {
  explicit Quiet(Random& seed) : random(seed.split(99)) { process.begin(); }

  Schedule schedule;
  Random random;
  Story story{schedule, false};
  Faults faults;
  Stage stage{schedule, random, story, faults};
  Process process{stage, "checker"};
  MachineClock clock{schedule};
};

// Decoded; without what says how far it is.
States states_in(const SnapshotFolder::Rows& rows, const Site& site, Keys& keys, Dice& dice) {
  States states;
  for (const auto& [key, value] : rows) {
    if (key == keyspace::checkpoint || key == keyspace::shape) continue;
    auto& text = states[key] = value;
    if (key[0] != 'a') continue;
    const auto tenant = key.substr(1, key.find('\0') - 1);
    const auto at = tenant.size() + 2;
    const auto* type = site.domain.aggregate(key.substr(at, key.find('\0', at) - at));
    Sealing sealing(TenantId(tenant), keys, dice);
    const auto cell = decode_cell(*type, value, sealing);
    text = cell ? std::to_string(cell->version) : "unreadable";
    if (cell) type->encode(cell->state.get(), text, nullptr);
  }
  return states;
}

}  // namespace

std::optional<std::string> difference(const TableServer::Tables& found,
                                      const TableServer::Tables& expected) {
  for (const auto& [name, rows] : expected) {
    const auto other = found.find(name);
    for (const auto& [key, line] : rows) {
      const auto row = other == found.end() ? rows.end() : other->second.find(key);
      if (other == found.end() || row == other->second.end()) {
        return fmt::format("{} lacks {}", name, line);
      }
      if (row->second != line) return fmt::format("{} has {}, not {}", name, row->second, line);
    }
  }
  for (const auto& [name, rows] : found) {
    const auto other = expected.find(name);
    for (const auto& [key, line] : rows) {
      if (other == expected.end() || !other->second.contains(key)) {
        return fmt::format("{} has {} too much", name, line);
      }
    }
  }
  return {};
}

std::optional<std::string> difference(const States& found, const States& expected) {
  for (const auto& [key, text] : expected) {
    const auto other = found.find(key);
    if (other != found.end() && other->second == text) continue;
    return fmt::format("{} as {}, not {}", key, other == found.end() ? "nothing" : other->second,
                       text);
  }
  if (found.size() == expected.size()) return {};
  return fmt::format("{} keys, not {}", found.size(), expected.size());
}

Result<void> fold_rows(const Facts& facts, Partition partition, Offset end, TableServer& into) {
  Quiet quiet(facts.random);
  FinishedLog log(facts.site);
  LogUpTo up_to(log, end);
  KeptKeys keys(facts.site.keys);
  SimTables tables(quiet.stage, quiet.process, into);
  Projector projector({up_to, tables, keys, quiet.random, quiet.clock}, facts.site.domain,
                      facts.site.projection, {facts.site.projection.name, partition, 0});
  std::optional<Checkpoint> before;
  do {
    before = projector.checkpoint();
    TRY(projector.step(std::chrono::milliseconds(0)));
  } while (before != projector.checkpoint());
  return {};
}

Result<States> fold_states(const Facts& facts, Partition partition, Offset end) {
  Quiet quiet(facts.random);
  FinishedLog log(facts.site);
  LogUpTo up_to(log, end);
  KeptKeys keys(facts.site.keys);
  SnapshotFolder folder;
  SimSnapshots snapshots(quiet.stage, quiet.process, folder);
  ProcessThread own(quiet.stage, quiet.process), background(quiet.stage, quiet.process);
  ShardOptions options;
  options.partition = partition;
  Shard fresh(facts.site.domain,
              {up_to, snapshots, keys, quiet.clock, quiet.random, own, background}, options);
  TRY(fresh.take_over());
  return states_in(folder.rows, facts.site, keys, quiet.random);
}

States states_in(const Facts& facts, const SnapshotFolder& folder) {
  KeptKeys keys(facts.site.keys);
  return states_in(folder.rows, facts.site, keys, facts.random);
}

}  // namespace fettle::sim
