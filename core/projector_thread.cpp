#include "core/projector_thread.hpp"

#include <algorithm>
#include <condition_variable>

namespace fettle {
namespace {

// A stop is seen within this time.
constexpr std::chrono::milliseconds look_for{100};
constexpr std::chrono::milliseconds pause_first{50};
constexpr std::chrono::milliseconds pause_max{2000};

}  // namespace

ProjectorThread::ProjectorThread(std::unique_ptr<Projector> projector, Log& log,
                                 Partition partition, Clock& clock, ProjectorGauges gauges,
                                 OnFault on_fault)
    : projector_(std::move(projector)),
      log_(log),
      partition_(partition),
      clock_(clock),
      gauges_(gauges),
      on_fault_(std::move(on_fault)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

std::optional<Fault> ProjectorThread::stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

void ProjectorThread::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto folded = projector_->step(look_for);
    measure();
    if (folded) {
      gauges_.events.add(*folded);
      pause_ = {};
    } else if (!goes_on_after(folded.error())) {
      return;
    } else {
      wait(stop);
    }
  }
  // Another process may fold the partition from now on: what it lacks is no longer told here.
  gauges_.lag_records.set(0);
  gauges_.lag_seconds.set(0);
}

void ProjectorThread::measure() {
  const auto end = log_.durable_end(partition_);
  const auto& checkpoint = projector_->checkpoint();
  if (!end) return;
  const auto known = checkpoint ? number(checkpoint->next) : 0;
  const auto lag = number(*end) > known ? number(*end) - known : 0;
  const auto now = clock_.now();
  if (known >= seen_end_) {  // all that there was is folded: look anew
    seen_end_ = number(*end);
    seen_at_ = now;
  }
  gauges_.lag_records.set(static_cast<double>(lag));
  gauges_.lag_seconds.set(lag == 0 ? 0 : std::chrono::duration<double>(now - seen_at_).count());
}

bool ProjectorThread::goes_on_after(const Fault& fault) {
  gauges_.faults.add(1);
  on_fault_(fault);
  if (fault.kind != FaultKind::mismatch && fault.kind != FaultKind::damaged) return true;
  const std::lock_guard lock(mutex_);
  stopped_ = fault;
  return false;
}

void ProjectorThread::wait(const std::stop_token& stop) {
  pause_ = std::clamp(pause_ * 2, pause_first, pause_max);
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait_for(lock, stop, pause_, [] { return false; });
}

}  // namespace fettle
