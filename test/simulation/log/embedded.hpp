// The embedded log, simulated: batches wait for an fdatasync that several share; a crash keeps
// those that were said to be durable and any first part of the others.
#pragma once

#include <memory>

#include "test/simulation/engine/process.hpp"
#include "test/simulation/log/stored_partition.hpp"

namespace fettle::sim {

// The files: they outlive the process.
struct LogFiles {
  LogId id{"the-embedded-log"};
  StoredPartition partition;
  struct Unsynced {
    std::uint64_t writer;
    std::vector<Record> records;
    LogWriter::Done done;
  };
  std::deque<Unsynced> unsynced;

  // What is found by the next process.
  void crash(Stage& stage);
};

class EmbeddedSimLog final : public Log {
 public:
  EmbeddedSimLog(Stage stage, Process& process, LogFiles& files)
      : stage_(stage), process_(process), files_(files) {}

  LogId id() const override { return files_.id; }
  std::uint32_t partitions() const override { return 1; }
  Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                           std::string_view nonce) override;
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override;
  Result<Offset> durable_end(Partition) override { return files_.partition.end(); }

 private:
  class Writer;
  void append(std::uint64_t writer, std::vector<Record> records, LogWriter::Done done);
  void sync_later();
  void sync();
  void fail_unsynced(const Fault& fault);
  void leave(std::uint64_t writer);

  Stage stage_;
  Process& process_;
  LogFiles& files_;
  std::uint64_t writer_ = 0;  // the newest; 0 once it failed
  std::uint64_t writers_ = 0;
  bool syncing_ = false;
};

}  // namespace fettle::sim
