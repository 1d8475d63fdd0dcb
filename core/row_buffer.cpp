#include "core/row_buffer.hpp"

#include <utility>

namespace fettle {

RowBuffer::RowBuffer(std::span<const TableType* const> tables) {
  for (const auto* type : tables) tables_.push_back({type, {}, {}, {}, {}, 0});
}

RowBuffer::Rows::value_type& RowBuffer::entry(Table& table, std::string_view key) {
  auto found = table.rows.find(key);
  if (found == table.rows.end()) found = table.rows.emplace(std::string(key), Entry{}).first;
  found->second.used = batch_;
  return *found;
}

RowBuffer::Entry& RowBuffer::dirty_entry(std::size_t table, std::string_view key) {
  auto& row = entry(tables_[table], key);
  if (!row.second.dirty) tables_[table].dirty.push_back(&row);
  row.second.dirty = true;
  return row.second;
}

void RowBuffer::want(std::size_t table, std::string_view key) {
  auto& rows = tables_[table].rows;
  if (const auto found = rows.find(key); found != rows.end()) {
    found->second.used = batch_;
    return;
  }
  entry(tables_[table], key);
  if (!holds_all_) tables_[table].missing.emplace_back(key);
}

std::vector<std::string> RowBuffer::take_missing(std::size_t table) {
  return std::exchange(tables_[table].missing, {});
}

void RowBuffer::fill(std::size_t table, std::string_view key, std::shared_ptr<void> row) {
  auto& filled = entry(tables_[table], key).second;
  filled.row = std::move(row);
  filled.stored = true;
}

void* RowBuffer::change(std::size_t table, std::string_view key) {
  const auto found = tables_[table].rows.find(key);
  if (found == tables_[table].rows.end() || !found->second.row) return nullptr;
  return dirty_entry(table, key).row.get();
}

void RowBuffer::put(std::size_t table, std::string_view key, std::shared_ptr<void> row) {
  dirty_entry(table, key).row = std::move(row);
}

TableChange RowBuffer::take_change(Table& table, Unseen unseen) {
  TableChange change{
      table.type, {}, std::exchange(table.appended, {}), std::exchange(table.appended_count, 0)};
  for (const auto* dirty : table.dirty) {
    const auto& [key, entry] = *dirty;
    if (entry.stored || unseen == Unseen::may_exist) change.removed.push_back(key);
    table.type->encode(entry.row.get(), change.added);
    ++change.added_count;
  }
  return change;
}

std::vector<TableChange> RowBuffer::take_changes(Unseen unseen) {
  std::vector<TableChange> all;
  for (auto& table : tables_) {
    auto change = take_change(table, unseen);
    if (change.added_count != 0 || !change.removed.empty()) all.push_back(std::move(change));
  }
  return all;
}

void RowBuffer::written(std::size_t rows_max) {
  for (auto& table : tables_) {
    for (auto* row : table.dirty) {
      row->second.dirty = false;
      row->second.stored = true;
    }
    table.dirty.clear();
  }
  if (size() > rows_max) evict();
  if (size() > rows_max) clear();  // the batch alone was larger
  ++batch_;
}

void RowBuffer::evict() {
  holds_all_ = false;
  for (auto& table : tables_) {
    std::erase_if(table.rows, [&](const auto& row) { return row.second.used != batch_; });
  }
}

void RowBuffer::clear() {
  holds_all_ = false;
  for (auto& table : tables_) table = Table{table.type, {}, {}, {}, {}, 0};
}

std::size_t RowBuffer::size() const {
  std::size_t rows = 0;
  for (const auto& table : tables_) rows += table.rows.size();
  return rows;
}

}  // namespace fettle
