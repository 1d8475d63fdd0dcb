// The log as if it ended at a commit boundary that it passed long ago.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/ports/log.hpp"

namespace fettle::postgres {

class LogUpTo final : public Log {
 public:
  LogUpTo(Log& log, Offset end) : log_(log), end_(end) {}

  LogId id() const override { return log_.id(); }
  std::uint32_t partitions() const override { return log_.partitions(); }
  Result<Offset> durable_end(Partition partition) override { return log_.durable_end(partition); }
  Result<std::unique_ptr<LogWriter>> claim(Partition, std::string_view, std::string_view) override {
    return Fault{FaultKind::closed, "log_read_only", "this log is only folded"};
  }
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override {
    auto reader = TRY(log_.read(partition, from));
    return std::unique_ptr<LogReader>(std::make_unique<Reader>(std::move(reader), end_));
  }

 private:
  class Reader final : public LogReader {
   public:
    Reader(std::unique_ptr<LogReader> reader, Offset end) : reader_(std::move(reader)), end_(end) {}

    Result<std::vector<StoredRecord>> next(std::size_t bytes_max,
                                           std::chrono::milliseconds wait) override {
      auto records = TRY(reader_->next(bytes_max, wait));
      std::erase_if(records, [this](const StoredRecord& one) { return one.offset >= end_; });
      return records;
    }
    void wake() override { reader_->wake(); }

   private:
    std::unique_ptr<LogReader> reader_;
    Offset end_;
  };

  Log& log_;
  Offset end_;
};

}  // namespace fettle::postgres
