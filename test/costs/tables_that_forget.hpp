// Tables that take every batch, and keep of it where it ends.
#pragma once

#include "core/ports/tables.hpp"

namespace fettle::test {

struct TablesThatForget final : Tables {
  Result<std::optional<Checkpoint>> checkpoint(const CheckpointKey&) override { return reached; }
  Result<void> fetch(const TableType&, std::span<const std::string>, const FoundRow&) override {
    return {};
  }
  Result<void> write(const TableBatch& batch) override {
    reached = batch.next;
    return {};
  }
  Result<void> prepare_months(Moment) override { return {}; }

  std::optional<Checkpoint> reached;
};

}  // namespace fettle::test
