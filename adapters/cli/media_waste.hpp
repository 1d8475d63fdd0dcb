// Bytes of media that no order ever showed: they leave the store behind the event that drops them.
#pragma once

#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/event_follower.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/objects.hpp"

namespace fettle::cli {

class MediaWaste {
 public:
  struct Ports {
    const Domain& domain;
    Log& log;
    Keys& keys;
    Dice& dice;
    const Clock& clock;
    ObjectStore& store;
  };
  // What was dropped before is gone since an earlier start: it is not asked for again at each.
  static constexpr std::chrono::hours looks_back{30 * 24};
  static constexpr std::size_t read_bytes = 1 << 20;
  static constexpr int reads_a_round = 32;  // others wait for the thread

  static Result<std::unique_ptr<MediaWaste>> open(const Ports& ports);

  // Reads on, and removes. To be called again and again until all is seen that the log had at the
  // opening, then now and then. One thread at a time.
  Result<void> clear();
  bool caught_up() const { return caught_up_; }  // any thread
  void stop() { stopped_ = true; }               // any thread

 private:
  explicit MediaWaste(const Ports& ports) : ports_(ports) {}
  Result<void> read(EventFollower& follower);

  const Ports ports_;
  std::vector<EventFollower> followers_;  // by partition
  std::set<std::string> due_;             // keys in the store
  std::atomic<bool> caught_up_ = false;
  std::atomic<bool> stopped_ = false;
};

}  // namespace fettle::cli
