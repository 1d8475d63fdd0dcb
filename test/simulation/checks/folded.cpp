// Rules about what was folded from the log: rows and states are what a fresh fold of it gives.
#include <fmt/format.h>

#include "core/log_up_to.hpp"
#include "core/shard/keyspace.hpp"
#include "test/simulation/checks/checks.hpp"
#include "test/simulation/checks/kept_keys.hpp"

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

// The first row in which two tables differ.
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

// What a folder holds, decoded; without what says how far it is.
std::map<std::string, std::string> states_in(const SnapshotFolder::Rows& rows, const Site& site,
                                             Keys& keys, Dice& dice) {
  std::map<std::string, std::string> states;
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

std::optional<Violation> rows_are_the_fold(const Facts& facts, const ReadLog&) {
  Quiet quiet(facts.random);
  FinishedLog log(facts.site);
  TableServer server;
  KeptKeys keys(facts.site.keys);
  for (std::uint32_t p = 0; p < facts.site.partitions(); ++p) {
    SimTables tables(quiet.stage, quiet.process, server);
    const CheckpointKey key{facts.site.projection.name, Partition{p}, 0};
    Projector projector({log, tables, keys, quiet.random, quiet.clock}, facts.site.domain,
                        facts.site.projection, key);
    std::optional<Checkpoint> before;
    do {
      before = projector.checkpoint();
      if (const auto folded = projector.step(std::chrono::milliseconds(0)); !folded) {
        return Violation{__func__, folded.error().code + ": " + folded.error().detail};
      }
    } while (before != projector.checkpoint());
  }
  if (const auto what = difference(facts.site.tables.kept().tables, server.kept().tables)) {
    return Violation{__func__, *what};
  }
  const auto dead = server.kept().tables.find("dead_letters");
  if (dead != server.kept().tables.end() && !dead->second.empty()) {
    return Violation{__func__, "a dead letter: " + dead->second.begin()->second};
  }
  return {};
}

std::optional<Violation> state_is_the_fold(const Facts& facts, const ReadLog&) {
  for (std::uint32_t p = 0; p < facts.site.partitions(); ++p) {
    const Partition partition{p};
    const auto end = facts.site.stored(partition).end();
    if (end == Offset{0}) continue;
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
    if (const auto taken = fresh.take_over(); !taken) {
      return Violation{__func__, taken.error().code + ": " + taken.error().detail};
    }
    const auto expected = states_in(folder.rows, facts.site, keys, quiet.random);
    for (const auto& node : facts.nodes) {
      if (!node->owns(partition)) continue;
      const auto found = states_in(node->folder(partition).rows, facts.site, keys, quiet.random);
      for (const auto& [key, text] : expected) {
        const auto other = found.find(key);
        if (other == found.end() || other->second != text) {
          return Violation{__func__,
                           fmt::format("{} has {} as {}, not {}", node->process().name(), key,
                                       other == found.end() ? "nothing" : other->second, text)};
        }
      }
      if (found.size() != expected.size()) {
        return Violation{__func__, fmt::format("{} has {} keys, not {}", node->process().name(),
                                               found.size(), expected.size())};
      }
    }
  }
  return {};
}

}  // namespace fettle::sim
