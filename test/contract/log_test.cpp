// The log's contract on the logs that need no server.
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "test/contract/log_contract.hpp"
#include "test/doubles/memory_log.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {
namespace {

// A log that can be reopened, as a restart of the process would. Small segments: many rolls.
struct OnSegments {
  const LogId id{"log-1"};
  const Partition partition{0};
  TempFolder folder;
  segment_log::PosixDisk disk;
  std::unique_ptr<Log> log = opened();

  std::unique_ptr<Log> opened() {
    auto result = segment_log::SegmentLog::open(disk, folder.path() / "log", id,
                                                {.segment_bytes = 64 << 10, .scrub = {}});
    REQUIRE(result);
    return std::move(result).value();
  }
  void reopen() {
    log.reset();
    log = opened();
  }
};

struct InMemory {
  const LogId id{"log-1"};
  const Partition partition{0};
  std::unique_ptr<Log> log = std::make_unique<MemoryLog>();

  void reopen() {}  // what is in memory has nothing to reopen
};

CHECK_LOG_CONTRACT(OnSegments, InMemory);

}  // namespace
}  // namespace fettle::test
