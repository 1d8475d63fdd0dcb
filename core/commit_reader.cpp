#include "core/commit_reader.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/hash_chain.hpp"

namespace fettle {
namespace {

Fault another_log(const Log& log, const Checkpoint& checkpoint) {
  return {FaultKind::mismatch, "checkpoint_of_another_log",
          fmt::format("the checkpoint is of log {}, this is log {}; delete what was folded from "
                      "the other log (rows: `fettle rebuild --anew`), it is rebuilt from this one",
                      checkpoint.log.text(), log.id().text())};
}

Fault ahead_of_log(const Checkpoint& checkpoint, std::string_view found) {
  return {
      FaultKind::mismatch, "checkpoint_ahead_of_log",
      fmt::format("the checkpoint stands at offset {}, but {}; the log has lost what was folded "
                  "from it: restore the log, or delete what was folded, it is rebuilt",
                  number(checkpoint.next), found)};
}

// The record at `offset`, copied; nothing when the log ends there.
Result<std::optional<Record>> record_at(Log& log, Partition partition, Offset offset) {
  const auto reader = TRY(log.read(partition, offset));
  const auto records = TRY(reader->next(1, std::chrono::milliseconds(0)));
  if (records.empty() || records.front().offset != offset) return std::optional<Record>();
  return std::optional<Record>(Record::copy_of(records.front().record));
}

Result<void> find_in_log(Log& log, const Checkpoint& checkpoint) {
  if (checkpoint.log != log.id()) return another_log(log, checkpoint);
  const auto end = TRY(log.durable_end(checkpoint.partition));
  if (checkpoint.next > end) {
    return ahead_of_log(checkpoint, fmt::format("the log ends at {}", number(end)));
  }
  if (checkpoint.last_commit) {
    const auto& mark = *checkpoint.last_commit;
    const auto record = TRY(record_at(log, checkpoint.partition, mark.last));
    if (!record || stored_hash(record->view()) != mark.hash) {
      return ahead_of_log(checkpoint,
                          fmt::format("another commit lies at offset {}", number(mark.last)));
    }
  }
  if (const auto claim = checkpoint.rule.claim) {
    const auto record = TRY(record_at(log, checkpoint.partition, *claim));
    if (!record || !is_claim(record->view())) {
      return ahead_of_log(checkpoint, fmt::format("no claim lies at offset {}", number(*claim)));
    }
  }
  return {};
}

}  // namespace

CommitReader::CommitReader(const Checkpoint& checkpoint, std::unique_ptr<LogReader> reader)
    : checkpoint_(checkpoint), rule_(checkpoint.rule), reader_(std::move(reader)) {
  open_.partition = checkpoint.partition;
}

Result<CommitReader> CommitReader::open(Log& log, const Checkpoint& checkpoint) {
  TRY(find_in_log(log, checkpoint));
  return CommitReader(checkpoint, TRY(log.read(checkpoint.partition, checkpoint.next)));
}

Result<std::vector<StoredCommit>> CommitReader::next(std::size_t bytes_max,
                                                     std::chrono::milliseconds wait) {
  returned_.clear();
  std::vector<StoredCommit> commits;
  do {
    keep_open_records();
    const auto records = TRY(reader_->next(bytes_max, wait));
    if (records.empty()) break;
    for (const auto& stored : records) take(stored, commits);
  } while (commits.empty() && rule_.open());
  return commits;
}

void CommitReader::take(const StoredRecord& stored, std::vector<StoredCommit>& commits) {
  switch (rule_.see(stored.offset, stored.record)) {
    case ClaimRule::Verdict::claims:
      drop_open();
      break;
    case ClaimRule::Verdict::void_record:
      break;
    case ClaimRule::Verdict::continues:
      add_open(stored);
      break;
    case ClaimRule::Verdict::completes:
      add_open(stored);
      close_commit(commits);
      break;
  }
  if (!rule_.open()) settle(fettle::next(stored.offset));
}

void CommitReader::add_open(const StoredRecord& stored) {
  if (open_.records.empty()) open_.first = stored.offset;
  open_.last = stored.offset;
  open_.records.push_back(stored.record);
}

void CommitReader::close_commit(std::vector<StoredCommit>& commits) {
  checkpoint_.last_commit.reset();
  if (const auto hash = stored_hash(open_.records.back())) {
    checkpoint_.last_commit = CommitMark{open_.last, *hash};
  }
  if (!kept_.empty()) returned_.push_back(std::exchange(kept_, {}));
  commits.push_back(std::exchange(open_, StoredCommit{open_.partition, {}, {}, {}}));
}

// Views of this call's earlier reads may lie in kept_, but an open commit was never returned.
void CommitReader::drop_open() {
  open_.records.clear();
  kept_.clear();
}

void CommitReader::settle(Offset next) {
  checkpoint_.next = next;
  checkpoint_.rule = rule_.settled();
}

// The next read ends the life of the views of the one before.
void CommitReader::keep_open_records() {
  for (std::size_t i = kept_.size(); i < open_.records.size(); ++i) {
    kept_.push_back(Record::copy_of(open_.records[i]));
    open_.records[i] = kept_.back().view();
  }
}

}  // namespace fettle
