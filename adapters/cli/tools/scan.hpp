// One pass over the log, commit by commit, up to where it was durable when the pass began.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "adapters/cli/tools/progress.hpp"
#include "core/commit_reader.hpp"

namespace fettle::cli {

// The embedded log has one.
inline constexpr Partition only_partition{0};

std::vector<Partition> partitions_of(const Log& log);

// Up to where partitions of a log were durable at about one moment.
struct PartitionEnd {
  Partition partition{};
  Offset end{};
};
using PartitionEnds = std::vector<PartitionEnd>;
Result<PartitionEnds> durable_ends(Log& log);
std::uint64_t records_of(const PartitionEnds& ends);

// What one partition after the other does, told as one piece of work.
class ProgressOfAll final : public Progress {
 public:
  ProgressOfAll(Progress& whole, const PartitionEnds& ends)
      : whole_(whole), total_(records_of(ends)) {}

  bool at(std::uint64_t done, std::uint64_t) override { return whole_.at(before_ + done, total_); }
  void ended(const PartitionEnd& one) { before_ += number(one.end); }

 private:
  Progress& whole_;
  const std::uint64_t total_;
  std::uint64_t before_ = 0;
};

// False: enough was seen of the commit's partition.
using VisitCommit = std::function<Result<bool>(const StoredCommit&)>;

// Calls `visit` for every whole commit that ends before the partition's end. Gives where the pass
// ended, which is a commit boundary: on Kafka a durable end may lie inside a commit.
Result<Offset> scan(Log& log, const PartitionEnd& one, Progress& progress,
                    const VisitCommit& visit);
// One partition after the other.
Result<void> scan(Log& log, const PartitionEnds& ends, Progress& progress,
                  const VisitCommit& visit);

}  // namespace fettle::cli
