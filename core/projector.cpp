#include "core/projector.hpp"

#include <utility>

#include "core/hash_chain.hpp"
#include "core/header_names.hpp"
#include "core/planted.hpp"

namespace fettle {
namespace {

// The checkpoint directly behind one commit, which the reader has already passed.
Checkpoint behind(const Checkpoint& base, const StoredCommit& commit) {
  const auto last = commit.records.back();
  auto checkpoint = base;
  checkpoint.next = next(commit.last);
  if (const auto claim = numeric_header(last, header::claim)) {
    checkpoint.rule = {Offset{*claim}, numeric_header(last, header::n).value_or(0) + 1};
  }
  checkpoint.last_commit.reset();
  if (const auto hash = stored_hash(last)) checkpoint.last_commit = CommitMark{commit.last, *hash};
  return checkpoint;
}

}  // namespace

Projector::Projector(ProjectorPorts ports, const Domain& domain, const Projection& projection,
                     CheckpointKey key, ProjectorOptions options)
    : ports_(ports),
      key_(std::move(key)),
      options_(options),
      fold_(domain, projection, ports.keys, ports.dice) {}

Result<std::size_t> Projector::step(std::chrono::milliseconds wait) {
  auto folded = fold_next(wait);
  if (folded) return folded;
  learn_from(folded.error());
  if (!planted(Defect::rows_kept_after_failure)) fold_.rows().clear();
  reader_.reset();
  return folded;
}

Result<void> Projector::begin() {
  auto stored = TRY(ports_.tables.checkpoint(key_));
  store_empty_ = !stored;
  if (store_empty_) fold_.rows().begin_empty();
  if (!stored) stored = Checkpoint::beginning(ports_.log.id(), key_.partition);
  auto reader = CommitReader::open(ports_.log, *stored);
  if (planted(Defect::rows_folded_anew_above) && !reader &&
      reader.error().kind == FaultKind::mismatch) {
    const auto anew = Checkpoint::beginning(ports_.log.id(), key_.partition);
    TRY(ports_.tables.write({key_, stored, anew, {}}));
    stored = anew;
    reader = CommitReader::open(ports_.log, anew);
  }
  reader_.emplace(TRY(std::move(reader)));
  reached(*stored);
  return {};
}

Result<std::size_t> Projector::fold_next(std::chrono::milliseconds wait) {
  if (!reader_) TRY(begin());
  TRY(prepare_months());
  const auto commits = TRY(reader_->next(options_.batch_bytes_max, wait));
  if (commits.empty() && reader_->checkpoint() == *stored_) {
    TRY(look_whether_kept());
    return std::size_t{0};
  }
  if (!commits.empty() && stored_->next < singly_until_) return fold_singly(commits);
  TRY(fold(commits, reader_->checkpoint()));
  return fold_.events();
}

Result<std::size_t> Projector::fold_singly(std::span<const StoredCommit> commits) {
  std::size_t events = 0;
  for (const auto& commit : commits) {
    in_hand_ = commit.last;
    TRY(fold(std::span(&commit, 1), behind(*stored_, commit)));
    events += fold_.events();
  }
  in_hand_.reset();
  return events;
}

Result<void> Projector::fold(std::span<const StoredCommit> commits, const Checkpoint& to) {
  TRY(fold_.read(stored_->log, commits));
  if (refused_ && !commits.empty() && refused_ == commits.back().last) {
    fold_.bury_all(*why_refused_);
  } else {
    TRY(fold_.fetch(ports_.tables));
    TRY(fold_.apply());
  }
  return write(to);
}

Result<void> Projector::write(const Checkpoint& to) {
  const auto unseen = in_hand_ ? RowBuffer::Unseen::may_exist : RowBuffer::Unseen::is_new;
  std::optional<Checkpoint> expected;
  if (!store_empty_) expected = stored_;
  if (planted(Defect::any_checkpoint_taken)) expected = TRY(ports_.tables.checkpoint(key_));
  if (planted(Defect::ends_behind_another)) {
    const auto found = TRY(ports_.tables.checkpoint(key_));
    if (found && found->next > stored_->next) {
      return Fault{FaultKind::mismatch, "checkpoint_moved", "another one is ahead"};
    }
  }
  if (planted(Defect::checkpoint_before_rows)) {
    TRY(ports_.tables.write({key_, expected, to, {}}));
    expected = to;
  }
  TRY(ports_.tables.write({key_, expected, to, fold_.rows().take_changes(unseen)}));
  fold_.rows().written(options_.cached_rows_max);
  store_empty_ = false;
  reached(to);
  return {};
}

// Monthly tables need next month's part before it begins, also when nothing is written.
Result<void> Projector::prepare_months() {
  constexpr auto often_enough = std::chrono::hours(1);
  const auto now = ports_.clock.now();
  if (prepared_at_ && now >= *prepared_at_ && now - *prepared_at_ < often_enough) return {};
  TRY(ports_.tables.prepare_months(now));
  prepared_at_ = now;
  return {};
}

// A store that crashed may have lost its newest transactions, and a log its end, just as much of
// which was written anew. The next write would meet the one, the next record the other; while there
// is nothing to write, only a look does.
Result<void> Projector::look_whether_kept() {
  constexpr auto often_enough = std::chrono::seconds(10);
  const auto now = ports_.clock.now();
  if (looked_at_ && now >= *looked_at_ && now - *looked_at_ < often_enough) return {};
  const auto kept = TRY(ports_.tables.checkpoint(key_));
  looked_at_ = now;
  if (store_empty_ ? kept.has_value() : kept != stored_) {
    return Fault{FaultKind::closed, "checkpoint_moved", "the store does not hold what was written"};
  }
  return CommitReader::find(ports_.log, *stored_);
}

void Projector::learn_from(const Fault& fault) {
  const auto in_hand = std::exchange(in_hand_, std::nullopt);
  if (fault.kind != FaultKind::invalid || !reader_) return;
  if (in_hand) {
    refused_ = in_hand;
    why_refused_ = fault;
  } else {
    singly_until_ = reader_->checkpoint().next;
  }
}

void Projector::reached(const Checkpoint& checkpoint) {
  stored_ = checkpoint;
  if (reached_) reached_(checkpoint);
}

}  // namespace fettle
