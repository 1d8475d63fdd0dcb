#include "test/simulation/log/embedded.hpp"

#include "core/claim_rule.hpp"

namespace fettle::sim {

void LogFiles::crash(Stage& stage) {
  // Written and not synced: the disk may have any first part of it.
  const auto kept = stage.random.below(unsynced.size() + 1);
  for (std::size_t i = 0; i < kept; ++i) partition.add(std::move(unsynced[i].records));
  unsynced.clear();
  if (stage.random.chance(stage.faults.sync_lies)) {
    const auto lost = 1 + stage.random.below(8);
    stage.story.tell("sync lied", "the last {} batches are not on the disk", lost);
    partition.forget(lost, stage.schedule.now());
  }
  if (stage.random.chance(stage.faults.bit_flips) && !partition.records.empty()) {
    partition.damaged = stage.random.below(partition.records.size());
    stage.story.tell("bits flipped", "in record {}", *partition.damaged);
  }
}

class EmbeddedSimLog::Writer final : public LogWriter {
 public:
  Writer(EmbeddedSimLog& log, std::uint64_t number, Offset claim)
      : log_(log), number_(number), claim_(claim) {}
  ~Writer() override { log_.leave(number_); }
  Offset claim() const override { return claim_; }
  void append(std::vector<Record> records, Done done) override {
    log_.append(number_, std::move(records), std::move(done));
  }

 private:
  EmbeddedSimLog& log_;
  std::uint64_t number_;
  Offset claim_;
};

// What an earlier writer sent lies before the claim, or nowhere.
Result<std::unique_ptr<LogWriter>> EmbeddedSimLog::claim(Partition, std::string_view owner,
                                                         std::string_view nonce) {
  process_.may_crash();
  if (stage_.random.chance(stage_.faults.disk_full)) {
    return Fault{FaultKind::full, "disk_full", "no room for a claim"};
  }
  for (auto& batch : std::exchange(files_.unsynced, {})) {
    files_.partition.add(std::move(batch.records));
  }
  writer_ = ++writers_;
  std::vector<Record> claim;
  claim.push_back(claim_record(owner, nonce));
  const auto at = files_.partition.add(std::move(claim));
  process_.may_crash();
  return std::unique_ptr<LogWriter>(std::make_unique<Writer>(*this, writer_, at));
}

Result<std::unique_ptr<LogReader>> EmbeddedSimLog::read(Partition, Offset from) {
  if (from > files_.partition.end()) {
    return Fault{FaultKind::mismatch, "checkpoint_ahead_of_log", "beyond the log's end"};
  }
  return std::unique_ptr<LogReader>(
      std::make_unique<StoredReader>(files_.partition, from, [] { return Result<void>(); }));
}

void EmbeddedSimLog::append(std::uint64_t writer, std::vector<Record> records,
                            LogWriter::Done done) {
  if (writer != writer_) return done(Fault{FaultKind::closed, "writer_closed", "it failed"});
  process_.may_crash();
  files_.unsynced.push_back({writer, std::move(records), std::move(done)});
  sync_later();
}

void EmbeddedSimLog::sync_later() {
  if (syncing_ || files_.unsynced.empty()) return;
  syncing_ = true;
  process_.later(stage_.random.between(Micros{100}, Micros{3'000}), [this] { sync(); });
}

void EmbeddedSimLog::sync() {
  syncing_ = false;
  if (stage_.random.chance(stage_.faults.disk_full)) {
    stage_.story.tell("disk full", "{} batches", files_.unsynced.size());
    return fail_unsynced({FaultKind::full, "disk_full", "no room"});
  }
  if (stage_.random.chance(stage_.faults.sync_failed)) {
    const auto kept = stage_.random.below(files_.unsynced.size() + 1);
    stage_.story.tell("sync failed", "{} of {} batches kept", kept, files_.unsynced.size());
    for (std::size_t i = 0; i < kept; ++i) {
      files_.partition.add(std::move(files_.unsynced[i].records));
    }
    return fail_unsynced({FaultKind::unavailable, "sync_failed", "unknown what is on the disk"});
  }
  auto batches = std::exchange(files_.unsynced, {});
  for (auto& batch : batches) {
    const auto first = files_.partition.add(std::move(batch.records));
    if (batch.done) batch.done(first);
  }
  sync_later();
}

void EmbeddedSimLog::fail_unsynced(const Fault& fault) {
  writer_ = 0;
  for (auto& batch : std::exchange(files_.unsynced, {})) {
    if (batch.done) batch.done(fault);
  }
}

void EmbeddedSimLog::leave(std::uint64_t writer) {
  for (auto& batch : files_.unsynced) {
    if (batch.writer == writer) batch.done = nullptr;
  }
}

}  // namespace fettle::sim
