// A folder with an embedded log of whole work orders and the keys of their customers: what all
// contenders of bench_replay read.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "adapters/file_keys/file_keys.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "adapters/system/dice.hpp"
#include "bench/need.hpp"
#include "core/domain.hpp"

namespace fettle::bench {

struct Shop {
  explicit Shop(std::filesystem::path in);

  // Orders run side by side as in a shop: their events lie mixed. Ends when all is durable.
  void add_orders(int orders);

  const std::filesystem::path folder;
  Domain domain;
  SystemDice dice;
  segment_log::PosixDisk disk;
  std::unique_ptr<FileKeys> keys;
  std::unique_ptr<segment_log::SegmentLog> log;
};

}  // namespace fettle::bench
