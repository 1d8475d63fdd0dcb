#include "core/commit_reader.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/hash_chain.hpp"
#include "core/header_names.hpp"
#include "core/planted.hpp"

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

std::optional<CommitMark> mark_of(const StoredCommit& commit) {
  const auto hash = stored_hash(commit.records.back());
  return hash ? std::optional(CommitMark{commit.last, *hash}) : std::nullopt;
}

// Goes the way to the checkpoint again, record by record.
class Way {
 public:
  Way(Log& log, const Checkpoint& to) : log_(log), to_(to) {}

  // Without a commit before the checkpoint, all that lies before it.
  Offset begin() const { return to_.last_commit ? to_.last_commit->last : Offset{0}; }

  Result<void> see(const StoredRecord& stored) {
    if (to_.last_commit && stored.offset == to_.last_commit->last) return begin_behind(stored);
    const auto verdict = rule_.see(stored.offset, stored.record);
    if (verdict != ClaimRule::Verdict::completes || !stored_hash(stored.record)) return {};
    return another_commit(stored.offset);
  }

  Result<void> arrive() const {
    if (!rule_.open() && rule_.settled() == to_.rule) return {};
    const auto claim = to_.rule.claim.value_or(Offset{0});
    return ahead_of_log(
        to_, fmt::format("not as number {} under the claim at {}", to_.rule.next_n, number(claim)));
  }

 private:
  Result<void> begin_behind(const StoredRecord& stored) {
    if (stored_hash(stored.record) != to_.last_commit->hash) return another_commit(stored.offset);
    const auto claim = numeric_header(stored.record, header::claim);
    const auto n = numeric_header(stored.record, header::n);
    if (!claim || !n) return another_commit(stored.offset);
    TRY(confirm_claim(Offset{*claim}, *n));
    rule_ = ClaimRule({Offset{*claim}, *n + 1});
    return {};
  }
  // The log may have lost the claim and taken another one in its place, with the commit void
  // behind.
  Result<void> confirm_claim(Offset claim, std::uint64_t n) const {
    const auto reader = TRY(log_.read(to_.partition, claim));
    const auto records = TRY(reader->next(1, std::chrono::milliseconds(0)));
    if (!records.empty() && records.front().offset == claim &&
        may_belong(claim, records.front().record, to_.last_commit->last, n)) {
      return {};
    }
    return ahead_of_log(to_, fmt::format("its claim at {} is another one", number(claim)));
  }
  Fault another_commit(Offset at) const {
    return ahead_of_log(to_, fmt::format("another commit lies at offset {}", number(at)));
  }

  Log& log_;
  const Checkpoint& to_;
  ClaimRule rule_{ClaimState{}};
};

}  // namespace

Result<void> CommitReader::find(Log& log, const Checkpoint& checkpoint) {
  if (checkpoint.log != log.id()) return another_log(log, checkpoint);
  if (planted(Defect::lost_end_not_missed)) return {};
  const auto end = TRY(log.durable_end(checkpoint.partition));
  if (checkpoint.next > end) {
    return ahead_of_log(checkpoint, fmt::format("the log ends at {}", number(end)));
  }
  if (checkpoint.next == Offset{0}) return {};
  Way way(log, checkpoint);
  auto at = way.begin();
  const auto reader = TRY(log.read(checkpoint.partition, at));
  while (at < checkpoint.next) {
    const auto records = TRY(reader->next(1, std::chrono::milliseconds(0)));
    if (records.empty()) {
      return ahead_of_log(checkpoint, fmt::format("nothing lies at offset {}", number(at)));
    }
    for (const auto& stored : records) {
      at = fettle::next(stored.offset);
      if (stored.offset < checkpoint.next) TRY(way.see(stored));
    }
  }
  return way.arrive();
}

CommitReader::CommitReader(Log& log, const Checkpoint& checkpoint,
                           std::unique_ptr<LogReader> reader)
    : log_(&log),
      checkpoint_(checkpoint),
      proven_(checkpoint),
      rule_(checkpoint.rule),
      reader_(std::move(reader)) {
  open_.partition = checkpoint.partition;
}

Result<CommitReader> CommitReader::open(Log& log, const Checkpoint& checkpoint) {
  TRY(find(log, checkpoint));
  return CommitReader(log, checkpoint, TRY(log.read(checkpoint.partition, checkpoint.next)));
}

Result<std::vector<StoredCommit>> CommitReader::next(std::size_t bytes_max,
                                                     std::chrono::milliseconds wait) {
  if (!doubtful_) {
    proven_ = checkpoint_;
    TRY(read(bytes_max, wait));
  }
  if (doubtful_) {
    TRY(find(*log_, proven_));
    doubtful_ = false;
  }
  return std::exchange(commits_, {});
}

Result<void> CommitReader::read(std::size_t bytes_max, std::chrono::milliseconds wait) {
  returned_.clear();
  do {
    keep_open_records();
    const auto records = TRY(reader_->next(bytes_max, wait));
    if (records.empty()) break;
    for (const auto& stored : records) take(stored);
  } while (commits_.empty() && rule_.open());
  if (!commits_.empty()) checkpoint_.last_commit = mark_of(commits_.back());
  return {};
}

// Only an owner goes on under his claim, and a number of it is one record for ever. So what follows
// another history shows itself by a claim, or by what does not continue ours.
void CommitReader::take(const StoredRecord& stored) {
  switch (rule_.see(stored.offset, stored.record)) {
    case ClaimRule::Verdict::claims:
      drop_open();
      doubtful_ = true;
      break;
    case ClaimRule::Verdict::void_record:
      doubtful_ = true;
      break;
    case ClaimRule::Verdict::continues:
      add_open(stored);
      break;
    case ClaimRule::Verdict::completes:
      add_open(stored);
      close_commit();
      break;
  }
  if (!rule_.open()) settle(fettle::next(stored.offset));
}

void CommitReader::add_open(const StoredRecord& stored) {
  if (open_.records.empty()) open_.first = stored.offset;
  open_.last = stored.offset;
  open_.records.push_back(stored.record);
}

void CommitReader::close_commit() {
  if (!kept_.empty()) returned_.push_back(std::exchange(kept_, {}));
  commits_.push_back(std::exchange(open_, StoredCommit{open_.partition, {}, {}, {}}));
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
