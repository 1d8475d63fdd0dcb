// What must hold even when the log lost what it had promised to keep.
#include <fmt/format.h>

#include <set>

#include "core/claim_rule.hpp"
#include "core/header_names.hpp"
#include "core/shard/keyspace.hpp"
#include "test/simulation/checks/checks.hpp"
#include "test/simulation/checks/fresh_fold.hpp"
#include "test/simulation/checks/whole.hpp"
#include "test/simulation/checks/writes.hpp"

namespace fettle::sim {
namespace {

// Its tenants' rows only.
TableServer::Tables of_tenants(const std::set<std::string, std::less<>>& tenants,
                               const TableServer::Tables& all) {
  TableServer::Tables chosen;
  for (const auto& [name, rows] : all) {
    for (const auto& [key, line] : rows) {
      if (tenants.contains(key.substr(0, key.find('\t')))) chosen[name].emplace(key, line);
    }
  }
  return chosen;
}

std::optional<Checkpoint> kept_in(const SnapshotFolder& folder) {
  const auto found = folder.rows.find(keyspace::checkpoint);
  return found == folder.rows.end() ? std::nullopt : parse_checkpoint(found->second);
}

// A damaged one may be there.
bool not_on(FinishedLog& log, const Checkpoint& checkpoint) {
  const auto found = CommitReader::open(log, checkpoint);
  return !found && found.error().kind == FaultKind::mismatch;
}

// The log lost it after it was asked for.
bool forgotten(const StoredPartition& stored, Offset at, Moment asked) {
  return std::ranges::any_of(stored.cuts,
                             [&](const auto& cut) { return cut.when >= asked && cut.end <= at; });
}

// The log forgot the claim, or records of it, and others lie there now, just as many as its owner
// counted on: he finds out when he looks next, and what he wrote until then is void.
bool under_cut_claim(const StoredPartition& stored, Offset at) {
  if (at >= stored.end()) return false;
  const auto claim = numeric_header(stored.records[number(at)].view(), header::claim);
  if (!claim || Offset{*claim} >= stored.end()) return false;
  if (!is_claim(stored.records[*claim].view())) return true;
  return std::ranges::any_of(
      stored.cuts, [&](const auto& cut) { return Offset{*claim} < cut.end && cut.end <= at; });
}

// What was acknowledged lies where it was said to, in that order, but for what a log forgot: each
// time its end, all of it. So whatever is left is a whole prefix.
Wrong acknowledged_and_gone(const Facts& facts, const ReadLog& log) {
  if (log.fault) return {};
  const auto commits = log.by_key();
  for (const auto& asked : facts.history) {
    const auto& request = asked->request;
    const auto found =
        commits.find(key_name(request.tenant.text(), request.caller.account.text(), request.key));
    if (found == commits.end() && !always_writes(request.type->name)) continue;
    for (const auto& attempt : asked->attempts) {
      const auto* accepted = attempt.outcome ? std::get_if<Accepted>(&*attempt.outcome) : nullptr;
      if (accepted == nullptr || !accepted->position) continue;
      const auto [id, partition, at] = *accepted->position;
      if (found != commits.end() && found->second.front()->last == at) continue;
      const auto& stored = facts.site.stored(partition);
      if (forgotten(stored, at, asked->attempts.front().sent)) continue;
      if (under_cut_claim(stored, at)) continue;
      return fmt::format("{} {} was accepted at {}, which is not on the log", request.type->name,
                         request.key, number(at));
    }
  }
  return {};
}

bool is_damage(const Fault& fault) { return fault.kind == FaultKind::damaged; }

Wrong rows_not_the_fold(const Facts& facts, FinishedLog& log) {
  TableServer server;
  std::set<std::string, std::less<>> tenants;
  const auto& kept = facts.site.tables.kept();
  for (std::uint32_t p = 0; p < facts.site.partitions(); ++p) {
    const Partition partition{p};
    const auto rows =
        kept.checkpoints.find(TableServer::name_of({facts.site.projection.name, partition, 0}));
    if (rows == kept.checkpoints.end() || !CommitReader::open(log, rows->second)) continue;
    const auto folded = fold_rows(facts, partition, rows->second.next, server);
    if (!folded && is_damage(folded.error())) continue;
    if (!folded) return folded.error().code;
    for (const auto& tenant : facts.site.tenants) {
      if (facts.site.partition_of(tenant) == partition) tenants.insert(tenant.text());
    }
  }
  return difference(of_tenants(tenants, kept.tables), of_tenants(tenants, server.kept().tables));
}

Wrong state_not_the_fold(const Facts& facts, FinishedLog& log, const SnapshotFolder& folder,
                         Partition partition) {
  const auto checkpoint = kept_in(folder);
  if (!checkpoint || checkpoint->next == Offset{0} || !CommitReader::open(log, *checkpoint)) {
    return {};
  }
  const auto expected = fold_states(facts, partition, checkpoint->next);
  if (!expected && is_damage(expected.error())) return {};
  if (!expected) return expected.error().code;
  return difference(states_in(facts, folder), *expected);
}

Wrong states_not_the_fold(const Facts& facts, FinishedLog& log) {
  for (const auto& node : facts.nodes) {
    for (std::uint32_t p = 0; p < facts.site.partitions(); ++p) {
      const auto what = state_not_the_fold(facts, log, node->folder(Partition{p}), Partition{p});
      if (what) return node->process().name() + " has " + *what;
    }
  }
  return {};
}

}  // namespace

// What the log does not hold belongs to nobody who goes on.
std::optional<Violation> nobody_builds_on_what_is_lost(const Facts& facts, const ReadLog&) {
  FinishedLog log(facts.site);
  const auto goes_on_from = [&](const Node& node, const Checkpoint& checkpoint) {
    return Violation{"nobody_builds_on_what_is_lost",
                     fmt::format("{} goes on from {}, which is not on the log", node.name(),
                                 to_text(checkpoint))};
  };
  for (const auto& [name, checkpoint] : facts.site.tables.kept().checkpoints) {
    if (!not_on(log, checkpoint)) continue;
    for (const auto& node : facts.nodes) {
      if (node->projects(checkpoint.partition)) return goes_on_from(*node, checkpoint);
    }
  }
  for (const auto& node : facts.nodes) {
    for (std::uint32_t p = 0; p < facts.site.partitions(); ++p) {
      const auto* shard = node->shard(Partition{p});
      if (shard == nullptr || !shard->serving()) continue;
      const auto kept = kept_in(node->folder(Partition{p}));
      for (const auto& checkpoint : {shard->checkpoint(), kept.value_or(shard->checkpoint())}) {
        if (not_on(log, checkpoint)) return goes_on_from(*node, checkpoint);
      }
    }
  }
  return {};
}

// Rows and snapshots that the log knows are what it gives up to there. Of damage nobody knows what
// was there: whoever reads it has stopped.
std::optional<Violation> what_is_found_is_the_fold(const Facts& facts, const ReadLog&) {
  constexpr std::pair<std::string_view, Wrong (*)(const Facts&, FinishedLog&)> looks[]{
      {"rows_are_the_fold", rows_not_the_fold},
      {"state_is_the_fold", states_not_the_fold},
  };
  FinishedLog log(facts.site);
  for (const auto& [rule, look] : looks) {
    if (!facts.plan.checks(rule)) continue;
    if (auto wrong = look(facts, log)) return Violation{__func__, *std::move(wrong)};
  }
  return {};
}

// What holds of a log within the promise holds of what is left of one: whoever leaves out a rule
// there leaves it out here too.
std::optional<Violation> what_is_left_is_a_whole_prefix(const Facts& facts, const ReadLog& log) {
  constexpr std::pair<std::string_view, Wrong (*)(const ReadLog&)> looks[]{
      {"one_order", gap_of_versions},
      {"one_chain", break_of_chain},
      {"nothing_is_applied_twice", key_applied_twice},
  };
  const auto broken = [](std::string what) {
    return Violation{"what_is_left_is_a_whole_prefix", std::move(what)};
  };
  for (const auto& [rule, look] : looks) {
    if (!facts.plan.checks(rule)) continue;
    if (auto wrong = look(log)) return broken(*std::move(wrong));
  }
  if (!facts.plan.checks("nothing_acknowledged_is_lost")) return {};
  if (auto wrong = acknowledged_and_gone(facts, log)) return broken(*std::move(wrong));
  return {};
}

}  // namespace fettle::sim
