#include "adapters/cli/tools/scan.hpp"

#include <algorithm>
#include <numeric>

namespace fettle::cli {
namespace {

constexpr std::size_t read_bytes = 1 << 20;
constexpr std::chrono::milliseconds no_wait{0};

}  // namespace

std::vector<Partition> partitions_of(const Log& log) {
  std::vector<Partition> all;
  for (std::uint32_t p = 0; p < log.partitions(); ++p) all.push_back(Partition{p});
  return all;
}

Result<PartitionEnds> durable_ends(Log& log) {
  PartitionEnds ends;
  for (const auto partition : partitions_of(log)) {
    ends.push_back({partition, TRY(log.durable_end(partition))});
  }
  return ends;
}

std::uint64_t records_of(const PartitionEnds& ends) {
  return std::accumulate(
      ends.begin(), ends.end(), std::uint64_t{0},
      [](std::uint64_t sum, const PartitionEnd& one) { return sum + number(one.end); });
}

Result<Offset> scan(Log& log, const PartitionEnd& one, Progress& progress,
                    const VisitCommit& visit) {
  auto reader = TRY(CommitReader::open(log, Checkpoint::beginning(log.id(), one.partition)));
  auto boundary = reader.checkpoint().next;
  while (boundary < one.end) {
    const auto before = boundary;
    for (const auto& commit : TRY(reader.next(read_bytes, no_wait))) {
      if (commit.last >= one.end || !TRY(visit(commit))) return boundary;
      boundary = next(commit.last);
    }
    boundary = reader.checkpoint().next;
    if (!progress.at(number(boundary), number(one.end))) return interrupted();
    if (boundary == before) break;  // an unfinished commit is all that is left
  }
  return std::min(boundary, one.end);
}

Result<void> scan(Log& log, const PartitionEnds& ends, Progress& progress,
                  const VisitCommit& visit) {
  ProgressOfAll all(progress, ends);
  for (const auto& one : ends) {
    TRY(scan(log, one, all, visit));
    all.ended(one);
  }
  return {};
}

}  // namespace fettle::cli
