// Lets readers wait until the durable end moves: by a condition in the writing process, by looking
// at the mark page again and again in another one.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "adapters/segment_log/mark.hpp"

namespace fettle::segment_log {

enum class Published { in_this_process, in_another_process };

// Any thread; only the log's writing thread publishes.
class DurableEnd {
 public:
  DurableEnd(Mark mark, Published published) : mark_(std::move(mark)), published_(published) {}

  Offset now() const { return mark_.durable_end(); }
  Offset tail() const { return mark_.tail(); }

  void publish_end(Offset end);
  void publish_tail(Offset first) { mark_.publish_tail(first); }
  Result<void> sync_mark() { return mark_.sync(); }

  // The durable end once it lies behind `offset`, or as it is when `wait` has passed or `woken` is
  // set; clears `woken`.
  Offset wait_beyond(Offset offset, std::chrono::milliseconds wait, std::atomic<bool>& woken);
  void wake(std::atomic<bool>& woken);

 private:
  Mark mark_;
  Published published_;
  std::mutex mutex_;
  std::condition_variable moved_;
};

}  // namespace fettle::segment_log
