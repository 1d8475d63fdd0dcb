// The log: the only truth. Append-only partitions of records; two adapters fill this port and
// pass the same contract tests (test/contract).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "core/position.hpp"
#include "core/record.hpp"

namespace fettle {

struct StoredRecord {
  Offset offset{};
  RecordView record;
};

// Reads one partition in order, up to the durable end. Owned by one thread. Never sees a record
// that a crash could still take back, and never skips one.
class LogReader {
 public:
  virtual ~LogReader() = default;

  // The records that follow, at least one and at most about `bytes_max` of them; an empty list
  // when the durable end did not move within `wait`. The views live until the next call.
  // damaged: a stored batch is not what was written; `detail` names segment and place, and every
  //          later call says the same.
  // unavailable: the log cannot be reached now; call again.
  virtual Result<std::vector<StoredRecord>> next(std::size_t bytes_max,
                                                 std::chrono::milliseconds wait) = 0;

  // Makes a `next` that waits on another thread return early, now or when it begins. Any thread.
  virtual void wake() = 0;
};

// The right to append to one partition. Lost for good after its first failed append.
class LogWriter {
 public:
  // Once per append while the writer lives, in order of the appends, on the log's thread or before
  // append returns. Success: the offset of the batch's first record; all are durable and lie one
  // behind the other. Failure: none of them counts, nor any batch appended after them.
  //   full:        no space; nothing of the batch will ever be read. A new claim may succeed later.
  //   unavailable: unknown whether they were written; claim again and read up to the claim.
  //   closed:      another writer has claimed the partition.
  using Done = std::function<void(Result<Offset>)>;

  virtual ~LogWriter() = default;

  // The offset of this writer's claim record: everything before it is what it must have folded
  // before it serves.
  virtual Offset claim() const = 0;

  // Adds all records to the end of the partition, or none. May return before they are durable.
  // Records are stored as they are. Precondition: not empty, each at most record_bytes_max.
  virtual void append(std::vector<Record> records, Done done) = 0;
};

class Log {
 public:
  virtual ~Log() = default;

  // New at creation, restore and migration; a position of another log is never compared.
  virtual LogId id() const = 0;
  virtual std::uint32_t partitions() const = 0;

  // Appends a claim record (headers fettle_kind=claim, fettle_owner, fettle_nonce; empty key and
  // value) and returns once it is durable. A writer made before it is void from then on.
  virtual Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                                   std::string_view nonce) = 0;

  // A reader whose first record is the one at `from`, or the first after it that is written.
  // mismatch `checkpoint_ahead_of_log`: `from` lies beyond the durable end.
  virtual Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) = 0;

  // The offset that the next durable record will have: all before it can be read.
  virtual Result<Offset> durable_end(Partition partition) = 0;

  // Whether the record at `offset` is durable. Quick when this process has seen it or a later one.
  virtual Result<bool> holds(Partition partition, Offset offset) {
    const auto end = durable_end(partition);
    if (!end) return end.error();
    return offset < *end;
  }
};

}  // namespace fettle
