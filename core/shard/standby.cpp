// What a shard does while its partition is another's: lets go of it, and folds along.
#include "core/shard/shard.hpp"

namespace fettle {
namespace {

constexpr std::size_t read_bytes = 4 << 20;
constexpr std::chrono::milliseconds no_wait{0};

}  // namespace

// Commands that were taken are still answered, if their batches become durable soon.
void Shard::step_down(Moment now) {
  serving_ = false;
  down_ = {FaultKind::unavailable, "not_owner", "another node owns the partition"};
  give_up_at_ = now + options_.step_down_max;
  commit();
}

// Of what is on its way nobody knows whether it counts: the next claim's fold will tell.
void Shard::give_up() {
  fail({FaultKind::unavailable, "not_owner", "the partition was given to another node"});
}

void Shard::rest(Moment now) {
  if (serving_) step_down(now);
  if (!idle()) {
    if (now < give_up_at_) return;
    give_up();
  }
  writer_.reset();
  if (options_.lease->part() == Part::standby) return follow(now);
  follower_.reset();
}

void Shard::follow(Moment now) {
  if (follower_) {
    if (auto folded = fold_along(); !folded) lose_track(folded.error());
    return;
  }
  if (!may_try(now)) return;
  saver_.when_idle([this] {
    if (serving_ || closing_ || follower_ || options_.lease->part() != Part::standby) return;
    auto reader = begin_folding();
    if (reader) {
      follower_.emplace(*std::move(reader));
    } else {
      stay_down(reader.error());
    }
  });
}

Result<void> Shard::fold_along() {
  const auto before = follower_->checkpoint().next;
  for (const auto& commit : TRY(follower_->next(read_bytes, no_wait))) TRY(fold_stored(commit));
  const auto& reached = follower_->checkpoint();
  if (reached.next == before) return {};
  saver_.add({}, change_, number(reached.next) - number(before), reached);
  return saver_.write_now(false);
}

// What was folded and not stored may be half of something: from the snapshots again.
void Shard::lose_track(const Fault& fault) {
  stay_down(fault);
  follower_.reset();
}

}  // namespace fettle
