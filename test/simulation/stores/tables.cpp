#include "test/simulation/stores/tables.hpp"

#include <fmt/format.h>

#include "core/row_text.hpp"

namespace fettle::sim {

std::string TableServer::name_of(const CheckpointKey& key) {
  return fmt::format("{}/{}/{}", key.projection, number(key.partition), key.lane);
}

void TableServer::set(Undo& undo, std::string_view table, const std::string& key,
                      std::optional<std::string> line) {
  auto& rows = now_.tables[std::string(table)];
  const auto found = rows.find(key);
  undo.rows.push_back(
      {std::string(table), key, found == rows.end() ? std::nullopt : std::optional(found->second)});
  if (line) {
    rows.insert_or_assign(key, *std::move(line));
  } else {
    rows.erase(key);
  }
}

Result<void> TableServer::write(const TableBatch& batch) {
  const auto name = name_of(batch.key);
  const auto stored = now_.checkpoints.find(name);
  const auto holds =
      stored == now_.checkpoints.end() ? std::nullopt : std::optional(stored->second);
  if (holds != batch.expected) {
    return Fault{FaultKind::closed, "another_projector", "the checkpoint is another"};
  }
  Undo undo{.rows = {}, .checkpoint = name, .before = holds};
  std::optional<Fault> refused;
  for (const auto& change : batch.changes) {
    for (const auto& key : change.removed) set(undo, change.table->name, key, std::nullopt);
    std::string_view rest = change.added;
    while (!rest.empty() && !refused) {
      const auto line = rest.substr(0, rest.find('\n') + 1);
      rest.remove_prefix(line.size());
      const std::string key(row_text::key_of(line, change.table->key_size));
      if (now_.tables[std::string(change.table->name)].contains(key)) {
        refused =
            Fault{FaultKind::invalid, "row_exists", fmt::format("{} {}", change.table->name, key)};
      } else {
        set(undo, change.table->name, key, std::string(line));
      }
    }
  }
  if (refused) {
    take_back(undo);
    return *refused;
  }
  now_.checkpoints.insert_or_assign(name, batch.next);
  unsynced_.push_back(std::move(undo));
  if (unsynced_.size() > unsynced_max) unsynced_.pop_front();
  return {};
}

void TableServer::take_back(const Undo& undo) {
  for (auto row = undo.rows.rbegin(); row != undo.rows.rend(); ++row) {
    auto& rows = now_.tables[row->table];
    if (row->line) {
      rows.insert_or_assign(row->key, *row->line);
    } else {
      rows.erase(row->key);
    }
  }
  if (undo.before) {
    now_.checkpoints.insert_or_assign(undo.checkpoint, *undo.before);
  } else {
    now_.checkpoints.erase(undo.checkpoint);
  }
}

void TableServer::crash(Random& random) {
  for (auto lost = random.below(unsynced_.size() + 1); lost > 0; --lost) {
    take_back(unsynced_.back());
    unsynced_.pop_back();
  }
  unsynced_.clear();
}

Result<void> SimTables::reach() {
  process_.may_crash();
  if (!stage_.random.chance(stage_.faults.tables_failed)) return {};
  stage_.story.count("tables failed");
  return Fault{FaultKind::unavailable, "read_models_unavailable", "the server does not answer"};
}

Result<std::optional<Checkpoint>> SimTables::checkpoint(const CheckpointKey& key) {
  TRY(reach());
  const auto& all = server_.kept().checkpoints;
  const auto found = all.find(TableServer::name_of(key));
  if (found == all.end()) return std::optional<Checkpoint>();
  return std::optional(found->second);
}

Result<void> SimTables::fetch(const TableType& table, std::span<const std::string> keys,
                              const FoundRow& found) {
  TRY(reach());
  const auto rows = server_.kept().tables.find(table.name);
  if (rows == server_.kept().tables.end()) return {};
  for (const auto& key : keys) {
    const auto row = rows->second.find(key);
    if (row == rows->second.end()) continue;
    const auto values = row_text::split(row->second);
    std::vector<FieldText> fields(values.begin(), values.end());
    found(fields);
  }
  return {};
}

Result<void> SimTables::write(const TableBatch& batch) {
  TRY(reach());
  TRY(server_.write(batch));
  process_.may_crash();
  if (stage_.random.chance(stage_.faults.tables_unknown)) {
    stage_.story.count("tables unknown");
    return Fault{FaultKind::unavailable, "commit_unanswered", "the connection was cut"};
  }
  return {};
}

}  // namespace fettle::sim
