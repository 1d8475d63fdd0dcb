#include "adapters/cli/tools/fold_log.hpp"

namespace fettle::cli {
namespace {

// The shard folds up to this writer's claim, and must not use it.
class NoWriter final : public LogWriter {
 public:
  explicit NoWriter(Offset claim) : claim_(claim) {}
  Offset claim() const override { return claim_; }
  void append(std::vector<Record>, Done done) override {
    done(Fault{FaultKind::closed, "log_read_only", "this log is only folded"});
  }

 private:
  Offset claim_;
};

class FoldReader final : public LogReader {
 public:
  FoldReader(std::unique_ptr<LogReader> reader, Offset end, Progress& progress)
      : reader_(std::move(reader)), end_(end), progress_(progress) {}

  Result<std::vector<StoredRecord>> next(std::size_t bytes_max,
                                         std::chrono::milliseconds wait) override {
    auto records = TRY(reader_->next(bytes_max, wait));
    std::erase_if(records, [this](const StoredRecord& one) { return one.offset >= end_; });
    if (records.empty()) return records;
    if (!progress_.at(number(records.back().offset), number(end_))) return interrupted();
    return records;
  }
  void wake() override { reader_->wake(); }

 private:
  std::unique_ptr<LogReader> reader_;
  Offset end_;
  Progress& progress_;
};

}  // namespace

Result<std::unique_ptr<LogWriter>> FoldLog::claim(Partition, std::string_view, std::string_view) {
  return std::unique_ptr<LogWriter>(std::make_unique<NoWriter>(Offset{number(end_) - 1}));
}

Result<std::unique_ptr<LogReader>> FoldLog::read(Partition partition, Offset from) {
  auto reader = TRY(log_.read(partition, from));
  return std::unique_ptr<LogReader>(
      std::make_unique<FoldReader>(std::move(reader), end_, progress_));
}

}  // namespace fettle::cli
