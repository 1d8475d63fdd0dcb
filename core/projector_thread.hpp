// Runs a projector on a thread of its own: steps for as long as it lives, waits longer after each
// failed step, and stops for good where only a person can help.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/ports/metrics.hpp"
#include "core/projector.hpp"

namespace fettle {

struct ProjectorGauges {
  Gauge& lag_records;  // records of the log that the rows do not know yet
  Gauge& lag_seconds;  // for how long the rows have been behind
  Counter& events;     // folded
  Counter& faults;     // failed steps
};

class ProjectorThread {
 public:
  // Called on the thread with every failed step; the first of a row of equal ones is worth a line.
  using OnFault = std::function<void(const Fault&)>;

  ProjectorThread(std::unique_ptr<Projector> projector, Log& log, Partition partition, Clock& clock,
                  ProjectorGauges gauges, OnFault on_fault);

  // Why it stopped for good; nothing while it runs. Any thread.
  std::optional<Fault> stopped() const;

 private:
  void run(const std::stop_token& stop);
  void measure();
  bool goes_on_after(const Fault& fault);
  void wait(const std::stop_token& stop);

  std::unique_ptr<Projector> projector_;
  Log& log_;
  Partition partition_;
  Clock& clock_;
  ProjectorGauges gauges_;
  OnFault on_fault_;
  std::chrono::milliseconds pause_{0};
  std::uint64_t seen_end_ = 0;  // of the log, when last all of it was folded …
  Moment seen_at_{Micros{0}};   // … and when that was

  mutable std::mutex mutex_;
  std::optional<Fault> stopped_;
  std::jthread thread_;
};

}  // namespace fettle
