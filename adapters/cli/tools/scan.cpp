#include "adapters/cli/tools/scan.hpp"

namespace fettle::cli {
namespace {

constexpr std::size_t read_bytes = 1 << 20;
constexpr std::chrono::milliseconds no_wait{0};

}  // namespace

Result<void> scan(Log& log, Offset end, Progress& progress, const VisitCommit& visit) {
  auto reader = TRY(CommitReader::open(log, Checkpoint::beginning(log.id(), only_partition)));
  while (reader.checkpoint().next < end) {
    const auto before = reader.checkpoint().next;
    for (const auto& commit : TRY(reader.next(read_bytes, no_wait))) {
      if (commit.last >= end || !TRY(visit(commit))) return {};
    }
    if (!progress.at(number(reader.checkpoint().next), number(end))) return interrupted();
    if (reader.checkpoint().next == before) return {};  // an unfinished commit is all that is left
  }
  return {};
}

}  // namespace fettle::cli
