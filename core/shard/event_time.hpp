// The time of the newest event that this process wrote or folded. Idempotency keys end by it: a
// clock that is wrong ends none of them before something is written at its time.
#pragma once

#include <atomic>

#include "core/moment.hpp"

namespace fettle {

// One thread writes, any thread reads. Begins before all events; never goes back.
class EventTime {
 public:
  void saw(Moment time) {
    if (time > newest()) newest_ = time.since_epoch().count();
  }
  Moment newest() const { return Moment(Micros{newest_}); }

 private:
  std::atomic<std::int64_t> newest_ = 0;
};

}  // namespace fettle
