// Tables that are written on another thread while the next batch is folded: for whoever fills them
// from nothing, and waits for the last batch only.
#pragma once

#include <future>

#include "core/ports/tables.hpp"

namespace fettle::postgres {

// Owned by one thread, like the tables behind it. One batch is on its way at a time.
class WriteBehind final : public Tables {
 public:
  explicit WriteBehind(Tables& tables) : tables_(tables) {}

  // A batch that reaches `end` is in the store when write returns.
  void behind_up_to(Offset end) { end_ = end; }

  // Each call first waits for the batch on its way, and gives its fault, if it had one, instead of
  // what was asked. After a fault nothing is written behind any more: who looks for the commit that
  // the store refuses, one by one, is answered for each.
  Result<std::optional<Checkpoint>> checkpoint(const CheckpointKey& key) override;
  Result<void> fetch(const TableType& table, std::span<const std::string> keys,
                     const FoundRow& found) override;
  Result<void> write(const TableBatch& batch) override;
  Result<void> prepare_months(Moment time) override;

 private:
  Result<void> settle();

  Tables& tables_;
  Offset end_{};
  bool refused_ = false;
  std::future<Result<void>> on_its_way_;  // its end waits for the write
};

}  // namespace fettle::postgres
