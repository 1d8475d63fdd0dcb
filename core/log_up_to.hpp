// The log as if it ended at a commit boundary that it passed long ago, for those who only fold: the
// very code that serves then builds snapshots or rows beside a running server.
#pragma once

#include <functional>

#include "core/ports/log.hpp"

namespace fettle {

// Everything before `end` is read. A claim writes nothing: who takes over folds up to the end, and
// may append nothing. Precondition of claim: `end` is not 0.
class LogUpTo final : public Log {
 public:
  // Told how far the read records reach; a fault ends the reading. May be empty.
  using OnRead = std::function<Result<void>(Offset at)>;

  LogUpTo(Log& log, Offset end, OnRead on_read = {})
      : log_(log), end_(end), on_read_(std::move(on_read)) {}

  LogId id() const override { return log_.id(); }
  std::uint32_t partitions() const override { return log_.partitions(); }
  Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                           std::string_view nonce) override;
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override;
  Result<Offset> durable_end(Partition partition) override { return log_.durable_end(partition); }

 private:
  Log& log_;
  Offset end_;
  OnRead on_read_;
};

}  // namespace fettle
