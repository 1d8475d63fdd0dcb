// How far the read side has come, and who waits for it: queries that must see a position.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <thread>

#include "core/checkpoint.hpp"
#include "core/position.hpp"

namespace fettle {

class Progress {
 public:
  using Waiter = std::function<void(bool reached)>;

  Progress();
  ~Progress();  // all who wait are told that it was not reached
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // The rows hold everything before the checkpoint. Any thread.
  void reached(const Checkpoint& checkpoint);

  // Calls back once: when the rows hold the commit that ends at `position`, or after `wait`. At
  // once, on this thread, when they hold it already. Any thread.
  void when(const Position& position, std::chrono::milliseconds wait, Waiter waiter);

  // Somebody waits. Any thread.
  bool awaited() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    Position position;
    Clock::time_point until;
    Waiter waiter;
  };

  bool holds(const Position& position) const;
  void watch(const std::stop_token& stop);
  std::list<Waiting> take_if(const std::function<bool(const Waiting&)>& which);

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<Partition, Checkpoint> checkpoints_;
  std::list<Waiting> waiting_;
  std::jthread watch_;
};

}  // namespace fettle
