// What all contenders share: the orders on the logs, their keys in memory, and how they are folded.
#pragma once

#include <memory>
#include <optional>

#include "adapters/postgres/generations.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "bench/projector/passing_kafka_log.hpp"
#include "core/domain.hpp"
#include "core/ports/log.hpp"
#include "core/projection.hpp"
#include "projections/auto_repair.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::bench {

class Shop {
 public:
  explicit Shop(int orders);

  // The same orders on a log of one partition, and on one of two.
  Log& one_partition() { return *one_; }
  Log& two_partitions() { return *two_; }
  // On Kafka, at FETTLE_BENCH_KAFKA; filled when first asked for.
  Log& on_kafka();

  const int orders;
  test::TestDice dice{1};
  test::MemoryKeys keys{dice};
  test::TestClock clock{Moment{Micros{1'763'712'000'000'000}}};
  const Projection projection = projections::auto_repair();
  const postgres::Shape shape{"auto", projection.tables, {}, projections::auto_repair_folds};
  Domain domain;

 private:
  std::unique_ptr<Log> filled(std::uint32_t partitions);

  test::TempFolder folder_;
  segment_log::PosixDisk disk_;
  std::unique_ptr<Log> one_, two_;
  std::optional<PassingKafkaLog> kafka_;
};

}  // namespace fettle::bench
