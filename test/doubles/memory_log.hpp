// A log in memory with one partition, for tests of what stands on the port. Everything is durable
// at once, unless a test asks the next appends to fail.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/claim_rule.hpp"
#include "core/ports/log.hpp"

namespace fettle::test {

class MemoryLog : public Log {
 public:
  explicit MemoryLog(std::string id = "log-1") : id_(std::move(id)) {}

  LogId id() const override { return id_; }
  std::uint32_t partitions() const override { return 1; }
  Result<Offset> durable_end(Partition) override { return end(); }

  Offset end() const {
    const std::lock_guard lock(mutex_);
    return Offset{records_.size()};
  }

  // A record from anywhere: a zombie, another version.
  Offset put(Record record) {
    const std::lock_guard lock(mutex_);
    records_.push_back(std::move(record));
    moved_.notify_all();
    return Offset{records_.size() - 1};
  }

  // Loses what lies at `end` and behind it, as a log does that was restored from an old copy.
  void cut(Offset end) {
    const std::lock_guard lock(mutex_);
    records_.resize(number(end), Record("", ""));
  }

  // Every append from now on gets this fault; nothing is written.
  void fail_with(std::optional<Fault> fault) {
    const std::lock_guard lock(mutex_);
    fault_ = std::move(fault);
  }

  Result<std::unique_ptr<LogWriter>> claim(Partition, std::string_view owner,
                                           std::string_view nonce) override {
    if (fault_) return *fault_;
    latest_claim_ = put(claim_record(owner, nonce));
    return std::unique_ptr<LogWriter>(std::make_unique<Writer>(*this, latest_claim_));
  }

  Result<std::unique_ptr<LogReader>> read(Partition, Offset from) override {
    if (from > end()) {
      return Fault{FaultKind::mismatch, "checkpoint_ahead_of_log", "beyond the log's end"};
    }
    return std::unique_ptr<LogReader>(std::make_unique<Reader>(*this, from));
  }

 private:
  class Writer : public LogWriter {
   public:
    Writer(MemoryLog& log, Offset claim) : log_(log), claim_(claim) {}
    Offset claim() const override { return claim_; }
    void append(std::vector<Record> records, Done done) override {
      done(log_.add(claim_, std::move(records)));
    }

   private:
    MemoryLog& log_;
    Offset claim_;
  };

  class Reader : public LogReader {
   public:
    Reader(MemoryLog& log, Offset next) : log_(log), next_(next) {}

    Result<std::vector<StoredRecord>> next(std::size_t bytes_max,
                                           std::chrono::milliseconds wait) override {
      std::unique_lock lock(log_.mutex_);
      log_.moved_.wait_for(lock, wait,
                           [&] { return woken_ || number(next_) < log_.records_.size(); });
      woken_ = false;
      read_.clear();
      std::vector<StoredRecord> found;
      for (std::size_t bytes = 0; bytes < bytes_max && number(next_) < log_.records_.size();) {
        read_.push_back(log_.records_[number(next_)]);
        bytes += read_.back().size();
        found.push_back({next_, read_.back().view()});
        next_ = fettle::next(next_);
      }
      return found;
    }

    void wake() override {
      const std::lock_guard lock(log_.mutex_);
      woken_ = true;
      log_.moved_.notify_all();
    }

   private:
    MemoryLog& log_;
    Offset next_;
    bool woken_ = false;
    std::deque<Record> read_;  // copies, so that a view used too late is found by the sanitizer
  };

  Result<Offset> add(Offset claim, std::vector<Record> records) {
    const std::lock_guard lock(mutex_);
    if (claim != latest_claim_) return Fault{FaultKind::closed, "writer_closed", "claimed again"};
    if (fault_) return *fault_;
    const Offset first{records_.size()};
    for (auto& record : records) records_.push_back(std::move(record));
    moved_.notify_all();
    return first;
  }

  LogId id_;
  mutable std::mutex mutex_;
  std::condition_variable moved_;
  std::deque<Record> records_;
  Offset latest_claim_{};
  std::optional<Fault> fault_;
};

}  // namespace fettle::test
