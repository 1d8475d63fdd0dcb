// The shard's batches: sent, durable or failed.
#include "core/shard/shard.hpp"

#include "core/planted.hpp"

namespace fettle {

void Shard::commit() {
  if (batch_.records.empty() || in_flight_.size() >= options_.batches_in_flight_max) return;
  if (!planted(Defect::new_keys_not_durable)) {
    if (auto durable = ports_.keys.make_durable(); !durable) return fail(durable.error());
  }
  auto records = std::move(batch_.records);
  const auto number = batch_.number;
  const auto cursor = batch_.cursor;
  in_flight_.push_back(std::move(batch_));
  batch_ = Batch{.number = number + 1, .cursor = cursor};
  writer_->append(std::move(records), [this, epoch = epoch_, number](Result<Offset> first) {
    ports_.own.post(
        [this, epoch, number, first = std::move(first)] { appended(epoch, number, first); });
  });
}

void Shard::appended(std::uint64_t epoch, std::uint64_t number, const Result<Offset>& first) {
  if (epoch != epoch_) return;
  if (!first) return fail(first.error());
  invariant(!in_flight_.empty() && in_flight_.front().number == number,
            "appends are answered in order");
  auto batch = std::move(in_flight_.front());
  in_flight_.pop_front();
  settle(batch, *first);
  release(planted(Defect::answers_a_batch_early) ? number + 1 : number);
  commit();  // what gathered while all places were taken
}

void Shard::settle(Batch& batch, Offset first) {
  for (auto& [answer, record] : batch.answers) {
    answer->offset = Offset{fettle::number(first) + record};
  }
  checkpoint_ = behind(batch, first);
  saver_.add(std::move(batch.changes), batch.change, batch.answers.back().second + 1, checkpoint_);
}

Checkpoint Shard::behind(const Batch& batch, Offset first) const {
  const Offset last{fettle::number(first) + batch.answers.back().second};
  auto checkpoint = checkpoint_;
  checkpoint.next = next(last);
  checkpoint.rule = {batch.cursor.claim, batch.cursor.next_n};
  checkpoint.last_commit = CommitMark{last, batch.last_hash};
  return checkpoint;
}

// One path for every failure: pending state is dropped, nobody is told that it happened, and the
// log is asked what did.
void Shard::fail(const Fault& fault) {
  ++epoch_;
  serving_ = false;
  stay_down(fault);
  in_flight_.clear();
  batch_ = Batch{.number = batch_.number + 1};
  if (planted(Defect::doubt_answers_yes)) release(newest_batch());
  if (planted(Defect::lost_end_answers_yes) && fault.kind == FaultKind::mismatch)
    release(newest_batch());
  held_.fail_all(down_);
  writer_.reset();
  try_again_ = ports_.clock.now();
  saver_.ship();
}

// Whatever the reason is, to a client it says: not here, not now.
void Shard::stay_down(const Fault& fault) {
  const bool told = fault.code == down_.code;
  down_ = {fault.kind == FaultKind::full ? FaultKind::full : FaultKind::unavailable, fault.code,
           fault.detail};
  if (!told && options_.on_down) options_.on_down(fault);
}

Result<void> Shard::close() {
  serving_ = false;
  closing_ = true;
  down_ = {FaultKind::unavailable, "shutting_down", "this node stops"};
  return saver_.write_now(true);
}

}  // namespace fettle
