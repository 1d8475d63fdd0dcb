#include "core/log_up_to.hpp"

namespace fettle {
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

class ReaderUpTo final : public LogReader {
 public:
  ReaderUpTo(std::unique_ptr<LogReader> reader, Offset end, const LogUpTo::OnRead& on_read)
      : reader_(std::move(reader)), end_(end), on_read_(on_read) {}

  Result<std::vector<StoredRecord>> next(std::size_t bytes_max,
                                         std::chrono::milliseconds wait) override {
    auto records = TRY(reader_->next(bytes_max, wait));
    std::erase_if(records, [this](const StoredRecord& one) { return one.offset >= end_; });
    if (on_read_ && !records.empty()) TRY(on_read_(records.back().offset));
    return records;
  }
  void wake() override { reader_->wake(); }

 private:
  std::unique_ptr<LogReader> reader_;
  Offset end_;
  LogUpTo::OnRead on_read_;
};

}  // namespace

Result<std::unique_ptr<LogWriter>> LogUpTo::claim(Partition, std::string_view, std::string_view) {
  return std::unique_ptr<LogWriter>(std::make_unique<NoWriter>(Offset{number(end_) - 1}));
}

Result<std::unique_ptr<LogReader>> LogUpTo::read(Partition partition, Offset from) {
  auto reader = TRY(log_.read(partition, from));
  return std::unique_ptr<LogReader>(
      std::make_unique<ReaderUpTo>(std::move(reader), end_, on_read_));
}

}  // namespace fettle
