// The log as a shard sees it that only folds: it takes over without writing a claim, and stops at
// a fixed end. With it the very code that serves builds snapshots beside a running server.
#pragma once

#include "adapters/cli/tools/progress.hpp"
#include "core/ports/log.hpp"

namespace fettle::cli {

// Everything before `end` is folded. Precondition: `end` is a commit boundary and not 0.
class FoldLog final : public Log {
 public:
  FoldLog(Log& log, Offset end, Progress& progress) : log_(log), end_(end), progress_(progress) {}

  LogId id() const override { return log_.id(); }
  std::uint32_t partitions() const override { return log_.partitions(); }
  Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                           std::string_view nonce) override;
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override;
  Result<Offset> durable_end(Partition partition) override { return log_.durable_end(partition); }

 private:
  Log& log_;
  Offset end_;
  Progress& progress_;
};

}  // namespace fettle::cli
