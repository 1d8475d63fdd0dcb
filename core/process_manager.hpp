// A fold of the log that issues commands. What is still to do is itself a fold: asked for, no
// result yet; so a restart, a lost answer or a second instance neither forgets nor repeats it.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/event_follower.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"
#include "core/shard/submission.hpp"

namespace fettle {

// Something still to do: a command, and the id under which its result closes it. The id derives
// from the causing event (`<commit>.<index>`), and so does the command's idempotency key.
struct OpenItem {
  std::string id;
  const CommandType* type = nullptr;
  Any command;
};

// What a manager says of one event.
struct ItemChange {
  std::optional<OpenItem> opened;
  std::optional<std::string> closed;  // the id of an item whose result this event is
};

// The pure part of one process manager.
class ProcessManager {
 public:
  virtual ~ProcessManager() = default;
  virtual std::string_view name() const = 0;
  virtual bool wants(std::string_view event_type) const = 0;
  virtual ItemChange fold(const Envelope& envelope, const AnyEvent& event) = 0;
};

// Runs one manager. `step` is called again and again by one thread, or by the simulator.
class ProcessManagerLoop {
 public:
  struct Options {
    Partition partition{};
    std::size_t in_flight_max = 64;
    Micros retry_after = std::chrono::seconds(2);  // after a command that was not accepted
    std::size_t read_bytes = 1 << 20;              // a step
  };
  struct Ports {
    Log& log;
    Keys& keys;
    Clock& clock;
    Dice& dice;
    std::function<void(Submission)> submit;
  };

  static Result<std::unique_ptr<ProcessManagerLoop>> open(const Domain& domain, Ports ports,
                                                          ProcessManager& manager, Options options);

  // Folds what the log has, waiting up to `wait` for more; once all that it had at the opening is
  // folded, sends the commands of open items. Faults are those of log and keys; call again.
  Result<void> step(std::chrono::milliseconds wait);
  void wake() { follower_.wake(); }

  std::size_t open_items() const { return items_.size(); }

 private:
  // Shared with answers that may come when the loop is gone.
  struct Mailbox;
  struct Item {
    TenantId tenant;
    OpenItem open;
    std::string causation;
    std::string correlation;
    std::string trace;
    Moment not_before{Micros{0}};
    bool in_flight = false;
  };

  ProcessManagerLoop(Ports ports, ProcessManager& manager, Options options, EventFollower follower);
  void fold(const Envelope& envelope, const AnyEvent& event);
  void take_answers();
  void send_open_items();
  void send(const std::string& key, Item& item);

  Ports ports_;
  ProcessManager& manager_;
  Options options_;
  EventFollower follower_;
  std::map<std::string, Item> items_;  // by tenant and id
  std::size_t in_flight_ = 0;
  std::shared_ptr<Mailbox> mailbox_;
};

}  // namespace fettle
