#include "adapters/postgres/write_behind.hpp"

namespace fettle::postgres {

Result<void> WriteBehind::settle() {
  if (!on_its_way_.valid()) return {};
  auto written = on_its_way_.get();
  refused_ = refused_ || !written;
  return written;
}

Result<std::optional<Checkpoint>> WriteBehind::checkpoint(const CheckpointKey& key) {
  TRY(settle());
  return tables_.checkpoint(key);
}

Result<void> WriteBehind::fetch(const TableType& table, std::span<const std::string> keys,
                                const FoundRow& found) {
  TRY(settle());
  return tables_.fetch(table, keys, found);
}

Result<void> WriteBehind::write(const TableBatch& batch) {
  TRY(settle());
  if (refused_ || batch.next.next >= end_) return tables_.write(batch);
  on_its_way_ =
      std::async(std::launch::async, [this, copy = batch] { return tables_.write(copy); });
  return {};
}

Result<void> WriteBehind::prepare_months(Moment time) {
  TRY(settle());
  return tables_.prepare_months(time);
}

}  // namespace fettle::postgres
