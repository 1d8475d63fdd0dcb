// Rows in memory between two writes of a projector: those that the batch changes, and those kept
// from earlier batches so that they need not be fetched again.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/by_name.hpp"
#include "core/ports/tables.hpp"
#include "core/table.hpp"

namespace fettle {

class RowBuffer {
 public:
  // Tables are named by their place in the list.
  explicit RowBuffer(std::span<const TableType* const> tables);

  // What a batch needs: asked for, fetched at once, filled in.
  void want(std::size_t table, std::string_view key);
  std::vector<std::string> take_missing(std::size_t table);
  void fill(std::size_t table, std::string_view key, std::shared_ptr<void> row);

  // The row to change; null: there is none. Precondition: it was wanted, or put in this batch.
  void* change(std::size_t table, std::string_view key);
  // A row in place of whatever has its key.
  void put(std::size_t table, std::string_view key, std::shared_ptr<void> row);
  // A row that nothing will ever change.
  template <class Encode>
  void append(std::size_t table, Encode&& encode) {
    encode(tables_[table].appended);
    ++tables_[table].appended_count;
  }

  // How a row is added that the store was never asked for.
  enum class Unseen { is_new, may_exist };

  // Called once a batch, before `written` or `clear`.
  std::vector<TableChange> take_changes(Unseen unseen);

  void written(std::size_t rows_max);  // the changes are in the store; keeps at most rows_max rows
  void clear();                        // forgets all
  // The store holds nothing: until rows are forgotten, none needs to be asked for.
  void begin_empty() { holds_all_ = true; }
  std::size_t size() const;

 private:
  struct Entry {
    std::shared_ptr<void> row;  // null: no such row
    bool stored = false;        // the store has a row of this key
    bool dirty = false;
    std::uint64_t used = 0;  // the last batch that touched it
  };
  using Rows = ByName<Entry>;
  struct Table {
    const TableType* type;
    Rows rows;
    std::vector<std::string> missing;
    std::vector<Rows::value_type*> dirty;
    std::string appended;
    std::size_t appended_count = 0;
  };

  Rows::value_type& entry(Table& table, std::string_view key);
  Entry& dirty_entry(std::size_t table, std::string_view key);
  static TableChange take_change(Table& table, Unseen unseen);
  void evict();

  std::vector<Table> tables_;
  std::uint64_t batch_ = 1;
  bool holds_all_ = false;  // a row that is not here is nowhere
};

}  // namespace fettle
