// Group commit: one thread that writes everything queued as one batch, syncs once, and then tells
// each append in order. Also keeps who may write: the latest claim, until its first failure.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "adapters/segment_log/appender.hpp"
#include "core/ports/log.hpp"

namespace fettle::segment_log {

// A batch takes no more appends when it holds this many bytes.
inline constexpr std::size_t batch_bytes_goal = 1 << 20;

// The largest append; a batch's size must fit in 32 bits and in memory.
inline constexpr std::size_t append_bytes_max = 256 << 20;

// An append waits when more than this is queued.
inline constexpr std::size_t queued_bytes_max = 64 << 20;

class Committer {
 public:
  Committer(LogId log, DurableEnd& end, std::unique_ptr<Appender> appender);

  // Commits what is queued, then ends.
  ~Committer();

  enum class Epoch : std::uint64_t {};  // which claim an append stands under, in order of claims

  struct Claimed {
    Epoch epoch;
    Offset claim;
  };

  // Returns once the claim record is durable. Any thread.
  Result<Claimed> claim(Record record);

  // Any thread; appends of one epoch keep the order of the calls.
  void append(Epoch epoch, std::vector<Record> records, LogWriter::Done done);

 private:
  enum class Kind { claim, append };
  struct Queued {
    Kind kind;
    Epoch epoch;
    std::vector<Record> records;
    LogWriter::Done done;
  };

  Epoch next_epoch() { return Epoch{++epochs_}; }
  void enqueue(Queued queued);
  void run(std::stop_token stop);
  std::vector<Queued> take_queued(std::stop_token stop);
  void wait_for_work(std::unique_lock<std::mutex>& lock, std::stop_token stop);
  void work_off(std::span<Queued> queued);
  std::size_t build_batch(std::span<Queued> queued);
  void commit(std::span<Queued> group);
  bool refused(const Queued& queued);

  DurableEnd& end_;
  const std::unique_ptr<Appender> appender_;
  BatchBuilder builder_;
  std::atomic<std::uint64_t> epochs_ = 0;
  Epoch current_{0};
  std::optional<Fault> fault_;  // of the current epoch, which it ended

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<Queued> queue_;
  std::atomic<std::size_t> queued_bytes_ = 0;  // written under the lock
  bool mark_is_synced_ = true;
  std::jthread thread_;
};

}  // namespace fettle::segment_log
