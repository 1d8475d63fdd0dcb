#include "adapters/segment_log/committer.hpp"

#include <cassert>
#include <future>

#include "core/soon.hpp"

namespace fettle::segment_log {
namespace {

// After this time without work the mark page is synced, so that a log at rest is known to its end.
constexpr std::chrono::milliseconds idle_after{20};

std::size_t bytes_of(const std::vector<Record>& records) {
  std::size_t bytes = 0;
  for (const auto& record : records) bytes += record.size();
  return bytes;
}

}  // namespace

Committer::Committer(LogId log, DurableEnd& end, std::unique_ptr<Appender> appender)
    : end_(end),
      appender_(std::move(appender)),
      builder_(seed_of(log)),
      thread_([this](std::stop_token stop) { run(stop); }) {}

Committer::~Committer() = default;

Result<Committer::Claimed> Committer::claim(Record record) {
  // Shared: the committing thread may still be inside set_value when the value is here.
  const auto claimed = std::make_shared<std::promise<Result<Offset>>>();
  auto answer = claimed->get_future();
  Queued queued{Kind::claim, next_epoch(), {}, [claimed](Result<Offset> result) {
                  claimed->set_value(std::move(result));
                }};
  queued.records.push_back(std::move(record));
  const auto epoch = queued.epoch;
  enqueue(std::move(queued));
  return Claimed{epoch, TRY(answer.get())};
}

void Committer::append(Epoch epoch, std::vector<Record> records, LogWriter::Done done) {
  assert(!records.empty() && bytes_of(records) <= append_bytes_max);
  for (const auto& record : records) assert(record.size() <= record_bytes_max);
  enqueue({Kind::append, epoch, std::move(records), std::move(done)});
}

void Committer::enqueue(Queued queued) {
  std::unique_lock lock(mutex_);
  if (std::this_thread::get_id() != thread_.get_id()) {
    changed_.wait(lock, [this] { return queued_bytes_ <= queued_bytes_max; });
  }
  queued_bytes_ += bytes_of(queued.records);
  queue_.push_back(std::move(queued));
  if (queue_.size() == 1) changed_.notify_all();
}

void Committer::run(std::stop_token stop) {
  while (true) {
    auto queued = take_queued(stop);
    if (queued.empty()) break;
    work_off(queued);
  }
  (void)end_.sync_mark();  // only makes the next opening surer
}

std::vector<Committer::Queued> Committer::take_queued(std::stop_token stop) {
  std::vector<Queued> taken;
  comes_soon([this] { return queued_bytes_ > 0; });
  std::unique_lock lock(mutex_);
  wait_for_work(lock, stop);
  taken.swap(queue_);
  if (queued_bytes_ > queued_bytes_max) changed_.notify_all();
  queued_bytes_ = 0;
  return taken;
}

void Committer::wait_for_work(std::unique_lock<std::mutex>& lock, std::stop_token stop) {
  const auto work = [this] { return !queue_.empty(); };
  if (mark_is_synced_) {
    changed_.wait(lock, stop, work);
    return;
  }
  if (changed_.wait_for(lock, stop, idle_after, work) || stop.stop_requested()) return;
  lock.unlock();
  (void)end_.sync_mark();
  mark_is_synced_ = true;
  lock.lock();
  changed_.wait(lock, stop, work);
}

void Committer::work_off(std::span<Queued> queued) {
  while (!queued.empty()) {
    if (queued.front().kind == Kind::claim) {
      current_ = queued.front().epoch;
      fault_.reset();
    } else if (refused(queued.front())) {
      queued = queued.subspan(1);
      continue;
    }
    const auto group = queued.first(build_batch(queued));
    commit(group);
    queued = queued.subspan(group.size());
  }
}

bool Committer::refused(const Queued& queued) {
  if (queued.epoch != current_) {
    queued.done(Fault{FaultKind::closed, "writer_closed", "another writer claimed the log"});
    return true;
  }
  if (fault_) queued.done(*fault_);
  return fault_.has_value();
}

// How many appends share one batch: those of one epoch, up to the goal. A claim stands alone.
std::size_t Committer::build_batch(std::span<Queued> queued) {
  builder_.begin(appender_->end(), appender_->end());
  std::size_t count = 0;
  for (const auto& next : queued) {
    if (count > 0 && (next.kind == Kind::claim || next.epoch != current_ ||
                      builder_.bytes() + bytes_of(next.records) > batch_bytes_goal)) {
      break;
    }
    for (const auto& record : next.records) builder_.add(record.bytes());
    ++count;
    if (next.kind == Kind::claim) break;
  }
  return count;
}

void Committer::commit(std::span<Queued> group) {
  Offset first = appender_->end();
  const auto header = builder_.finish();
  const auto written = appender_->commit(header, builder_.batch());
  mark_is_synced_ = false;
  if (!written) fault_ = written.error();
  for (auto& queued : group) {
    if (fault_) {
      queued.done(*fault_);
    } else {
      queued.done(first);
    }
    first = Offset{number(first) + queued.records.size()};
  }
}

}  // namespace fettle::segment_log
