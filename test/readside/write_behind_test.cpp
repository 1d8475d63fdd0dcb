// Batches that are written while the next one is folded: none is lost, and each fault is told.
#include "adapters/postgres/write_behind.hpp"

#include <doctest/doctest.h>

#include <latch>
#include <optional>

using namespace fettle;
using postgres::WriteBehind;

namespace {

struct SlowTables final : Tables {
  Result<std::optional<Checkpoint>> checkpoint(const CheckpointKey&) override { return stored; }
  Result<void> fetch(const TableType&, std::span<const std::string>, const FoundRow&) override {
    return {};
  }
  Result<void> write(const TableBatch& batch) override {
    if (gate != nullptr) gate->wait();
    if (fault) return *std::exchange(fault, std::nullopt);
    stored = batch.next;
    ++written;
    return {};
  }
  Result<void> prepare_months(Moment) override { return {}; }

  std::optional<Checkpoint> stored;
  std::optional<Fault> fault;
  std::latch* gate = nullptr;
  int written = 0;
};

TableBatch up_to(std::uint64_t next) {
  auto checkpoint = Checkpoint::beginning(LogId("log-1"), Partition{0});
  checkpoint.next = Offset{next};
  return {{"p", Partition{0}, 0}, std::nullopt, checkpoint, {}};
}

const Fault refused{FaultKind::invalid, "row_refused", "no"};

}  // namespace

TEST_CASE("a batch is written while the next one is made, and before the one after it") {
  SlowTables slow;
  std::latch gate(1);
  slow.gate = &gate;
  WriteBehind tables(slow);
  tables.behind_up_to(Offset{100});
  REQUIRE(tables.write(up_to(10)));  // returns, though nothing is written yet
  gate.count_down();
  REQUIRE(tables.write(up_to(20)));
  const auto stored = tables.checkpoint({"p", Partition{0}, 0});
  REQUIRE(stored);
  CHECK((*stored)->next == Offset{20});
  CHECK(slow.written == 2);
}

TEST_CASE("the batch that reaches the end is in the store when write returns") {
  SlowTables slow;
  WriteBehind tables(slow);
  tables.behind_up_to(Offset{20});
  REQUIRE(tables.write(up_to(10)));
  REQUIRE(tables.write(up_to(20)));
  CHECK(slow.written == 2);
}

TEST_CASE("a fault is told by the next call, and then batches are written one by one") {
  SlowTables slow;
  WriteBehind tables(slow);
  tables.behind_up_to(Offset{100});
  slow.fault = refused;
  REQUIRE(tables.write(up_to(10)));
  const auto next = tables.write(up_to(20));
  REQUIRE_FALSE(next);
  CHECK(next.error().code == "row_refused");
  CHECK(slow.written == 0);
  slow.fault = refused;
  CHECK_FALSE(tables.write(up_to(10)));
  CHECK(tables.write(up_to(11)));
  CHECK(slow.written == 1);
}
