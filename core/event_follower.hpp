// Follows one partition from its beginning and shows the events that somebody wants, decoded: what
// process managers and connectors fold.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string_view>

#include "core/commit_reader.hpp"
#include "core/domain.hpp"
#include "core/envelope.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"

namespace fettle {

// Owned by one thread.
class EventFollower {
 public:
  struct Ports {
    Log& log;
    Keys& keys;
    Dice& dice;
  };
  using Wants = std::function<bool(std::string_view event_type)>;
  using OnEvent = std::function<void(const Envelope&, const AnyEvent&)>;

  static Result<EventFollower> open(const Domain& domain, const Ports& ports, Partition partition);

  // Shows what about `bytes` of the log hold, after waiting up to `wait` for them. Faults are those
  // of log and keys; call again, and go on with the commit that failed, from its first event.
  Result<void> follow(std::size_t bytes, std::chrono::milliseconds wait, const Wants& wants,
                      const OnEvent& on_event);

  // Whether all was shown that the log had when this follower was opened: what was asked for
  // before may be done by what is not shown yet.
  bool caught_up() const { return reader_.checkpoint().next >= end_at_opening_; }
  void wake() { reader_.wake(); }  // any thread

 private:
  EventFollower(const Domain& domain, const Ports& ports, CommitReader reader, Offset end)
      : domain_(&domain), ports_(ports), reader_(std::move(reader)), end_at_opening_(end) {}
  Result<void> show(const RecordView& record, const Wants& wants, const OnEvent& on_event);

  const Domain* domain_;
  Ports ports_;
  CommitReader reader_;
  Offset end_at_opening_;
  std::deque<StoredCommit> unshown_;  // of those read last
};

}  // namespace fettle
