#include "adapters/segment_log/scrubber.hpp"

#include "adapters/segment_log/verify.hpp"

namespace fettle::segment_log {

using std::chrono::steady_clock;

Scrubber::Scrubber(Disk& disk, std::string directory, DurableEnd& end, ScrubPlan plan)
    : disk_(disk),
      directory_(std::move(directory)),
      end_(end),
      plan_(std::move(plan)),
      thread_([this](std::stop_token stop) { run(stop); }) {}

void Scrubber::run(std::stop_token stop) {
  auto next = steady_clock::now() + plan_.after;
  while (pause(stop, next)) {
    scrub(stop);
    next = steady_clock::now() + plan_.every;
  }
}

void Scrubber::scrub(std::stop_token stop) {
  const auto begin = steady_clock::now();
  const auto in_pace = [&](const Verified& so_far) {
    const std::chrono::duration<double> due(static_cast<double>(so_far.bytes) /
                                            static_cast<double>(plan_.bytes_per_second));
    return pause(stop, begin + std::chrono::duration_cast<steady_clock::duration>(due));
  };
  // The segment that is being written is not sealed: it ends at the first offset of the tail.
  const auto verified = verify_segments(disk_, directory_, end_.tail(), in_pace);
  if (!verified && verified.error().kind != FaultKind::closed) plan_.on_fault(verified.error());
}

// False when the log is closing.
bool Scrubber::pause(std::stop_token stop, steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  stopping_.wait_until(lock, stop, until, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace fettle::segment_log
