// Where a projection keeps its rows and its checkpoint: one generation of the tables of one kind.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/checkpoint.hpp"
#include "core/moment.hpp"
#include "core/table.hpp"

namespace fettle {

struct CheckpointKey {
  std::string projection;
  Partition partition{};
  std::uint32_t lane = 0;
  bool operator==(const CheckpointKey&) const = default;
};

// The change of one table: the rows of `removed` keys go, then `added` come. A row that changes is
// in both.
struct TableChange {
  const TableType* table = nullptr;
  std::vector<std::string> removed;
  std::string added;  // lines
  std::size_t added_count = 0;
};

struct TableBatch {
  CheckpointKey key;
  std::optional<Checkpoint> expected;  // what the store must hold; nothing: no checkpoint yet
  Checkpoint next;
  std::vector<TableChange> changes;
};

// Owned by one thread. After `unavailable` the next call tries to reach the store again.
class Tables {
 public:
  using FoundRow = std::function<void(std::span<const FieldText> fields)>;

  virtual ~Tables() = default;

  virtual Result<std::optional<Checkpoint>> checkpoint(const CheckpointKey& key) = 0;

  // Shows every row whose key is among `keys`; a key without a row is passed over.
  virtual Result<void> fetch(const TableType& table, std::span<const std::string> keys,
                             const FoundRow& found) = 0;

  // Rows and checkpoint, all or none. They may be lost by a crash, but never in part, and never a
  // later batch without an earlier one.
  //   mismatch `checkpoint_of_another_log`: the first batch of a partition, beside rows of another
  //                log; nothing was written.
  //   closed:      the store holds another checkpoint; somebody else projects.
  //   invalid:     the store cannot hold a row of this batch (`row_refused`), or has a row that is
  //                added (`row_exists`); nothing was written.
  //   unavailable: unknown whether it was written; ask for the checkpoint.
  virtual Result<void> write(const TableBatch& batch) = 0;

  // Makes room for rows of that time and of the month after it. Called before they are written.
  virtual Result<void> prepare_months(Moment time) = 0;
};

}  // namespace fettle
