// Reads a partition as whole commits: applies the claim rule, leaves out what is void, and knows at
// every moment the checkpoint to store with what was read.
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "core/checkpoint.hpp"
#include "core/ports/log.hpp"

namespace fettle {

// All events of one accepted command, in order. On Kafka a void record may lie between them.
struct StoredCommit {
  Partition partition{};
  Offset first{};
  Offset last{};
  std::vector<RecordView> records;  // at least one; live until the reader's next call

  std::string_view tenant() const { return records.front().key(); }
};

// Owned by one thread, like the LogReader in it.
class CommitReader {
 public:
  // Whether the log holds what led to `checkpoint`. Reads little: from its last commit on.
  // mismatch `checkpoint_of_another_log`: the log has another id.
  // mismatch `checkpoint_ahead_of_log`: the log ends before it, or holds another history there.
  static Result<void> find(Log& log, const Checkpoint& checkpoint);

  // Goes on behind `checkpoint`, once it is found in the log.
  static Result<CommitReader> open(Log& log, const Checkpoint& checkpoint);

  // Commits that follow, out of about `bytes_max` read; empty when none was whole within `wait`, or
  // when only claims and void records passed. A commit larger than `bytes_max` is returned whole.
  // Faults are those of LogReader::next, and mismatch `checkpoint_ahead_of_log`: the log has lost
  // its end and grown past it again. After a fault nothing is skipped: call again.
  Result<std::vector<StoredCommit>> next(std::size_t bytes_max, std::chrono::milliseconds wait);

  // Behind the last returned commit and the claims and void records that follow it.
  const Checkpoint& checkpoint() const { return doubtful_ ? proven_ : checkpoint_; }

  // See LogReader::wake. Any thread.
  void wake() { reader_->wake(); }

 private:
  CommitReader(Log& log, const Checkpoint& checkpoint, std::unique_ptr<LogReader> reader);

  Result<void> read(std::size_t bytes_max, std::chrono::milliseconds wait);
  void take(const StoredRecord& stored);
  void add_open(const StoredRecord& stored);
  void close_commit();
  void drop_open();
  void settle(Offset next);
  void keep_open_records();

  Log* log_;
  Checkpoint checkpoint_;
  Checkpoint proven_;      // as of the last call that returned
  bool doubtful_ = false;  // what was read since may follow another history
  ClaimRule rule_;
  std::unique_ptr<LogReader> reader_;
  std::vector<StoredCommit> commits_;         // to be returned
  StoredCommit open_;                         // the commit that is not whole yet
  std::deque<Record> kept_;                   // owns open_'s first records, those of earlier reads
  std::vector<std::deque<Record>> returned_;  // owns records of the commits returned last
};

}  // namespace fettle
