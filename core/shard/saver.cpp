#include "core/shard/saver.hpp"

#include <algorithm>

#include "core/planted.hpp"
#include "core/shard/keyspace.hpp"

namespace fettle {
namespace {

// The tenant stands behind the prefix of every key of a value.
std::string_view tenant_of(std::string_view key) {
  return key.substr(1, key.find(keyspace::part_end) - 1);
}

std::string encoded(const Memory& memory, std::string_view key, const Stored& value) {
  if (const auto* cell = std::get_if<std::shared_ptr<const Cell>>(&value)) {
    auto sealing = memory.sealing(tenant_of(key));
    return encode(**cell, sealing);
  }
  if (const auto* answer = std::get_if<std::shared_ptr<AnswerRecord>>(&value)) {
    return encode(**answer);
  }
  return std::get<std::string>(value);
}

}  // namespace

void Saver::add(Changes&& changes, std::uint64_t change, std::uint64_t events,
                const Checkpoint& checkpoint) {
  gathered_.append(std::move(changes));
  // While the store is slow or away, few keys that change often must not become too many changes.
  if (gathered_.size() >= crowded_) {
    gathered_.leave_last();
    crowded_ = half_way_to_full(gathered_.size());
  }
  change_ = change;
  checkpoint_ = checkpoint;
  unflushed_ += events;
}

Saver::Job Saver::take_job() {
  Job job{std::move(gathered_), change_, checkpoint_ ? to_text(*checkpoint_) : std::string(),
          unflushed_, unflushed_ >= options_.unflushed_events};
  gathered_ = {};
  return job;
}

Result<void> Saver::write(Job& job) {
  job.changes.leave_last();
  if (planted(Defect::checkpoint_before_state)) {
    TRY(snapshots_.write({{keyspace::checkpoint, job.checkpoint}}));
  }
  std::vector<SnapshotWrite> batch;
  batch.reserve(job.changes.size() + 1);
  for (const auto& [key, value] : job.changes.values) {
    batch.push_back({key, encoded(memory_, key, value)});
  }
  for (const auto& [key, there] : job.changes.entries) {
    batch.push_back({key, there ? std::optional<std::string>("") : std::nullopt});
  }
  batch.push_back({keyspace::checkpoint, job.checkpoint});
  // In the store's order: each key's place is found from the one before.
  std::ranges::sort(batch, {}, &SnapshotWrite::key);
  TRY(snapshots_.write(batch));
  if (job.flush) TRY(snapshots_.flush());
  return {};
}

void Saver::ship() {
  if (busy_ || !checkpoint_ || gathered_.size() == 0) return;
  busy_ = true;
  auto job = std::make_shared<Job>(take_job());
  on_the_way_ = job->changes.size();
  background_.post([this, job] {
    own_.post([this, job, result = write(*job)]() mutable { written(job, std::move(result)); });
  });
}

void Saver::written(const std::shared_ptr<Job>& job, Result<void> result) {
  busy_ = false;
  on_the_way_ = 0;
  if (result) return done(*job);
  // Nothing is lost: what gathered since is newer, the rest is tried again.
  fault_ = result.error();
  auto later = std::move(gathered_);
  gathered_ = std::move(job->changes);
  gathered_.append(std::move(later));
}

// A flush that failed stays due: only what is flushed counts as such.
void Saver::done(const Job& job) {
  fault_.reset();
  if (job.flush) unflushed_ -= job.events;
  memory_.stored(job.changes, job.change);
}

Result<void> Saver::write_now(bool flush) {
  auto job = take_job();
  job.flush = job.flush || flush;
  TRY(write(job));
  done(job);
  return {};
}

void Saver::drop_unsaved() {
  gathered_ = {};
  checkpoint_.reset();
}

void Saver::when_idle(std::function<void()> then) {
  background_.post([this, then = std::move(then)] { own_.post(then); });
}

}  // namespace fettle
