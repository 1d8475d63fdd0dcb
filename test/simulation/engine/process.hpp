// A process of one run: what it has asked for happens only while it lives, and waits while it is
// stopped.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "core/ports/clock.hpp"
#include "core/ports/executor.hpp"
#include "test/simulation/engine/faults.hpp"
#include "test/simulation/engine/schedule.hpp"
#include "test/simulation/engine/story.hpp"

namespace fettle::sim {

// Thrown out of a port: the process dies in the middle of a step.
struct Crash {};

// What all parts of one run share.
struct Stage {
  Schedule& schedule;
  Random& random;
  Story& story;
  Faults& faults;  // all 0 once the bad days are over
};

class Process {
 public:
  Process(Stage stage, std::string name) : stage_(stage), name_(std::move(name)) {}

  const std::string& name() const { return name_; }
  bool alive() const { return life_ != nullptr; }
  void begin() { life_ = std::make_shared<Life>(); }
  // Nothing that was asked for happens any more. `crashed` ends what the process was made of.
  void end() { life_.reset(); }
  void on_crash(std::function<void()> crashed) { crashed_ = std::move(crashed); }

  // Neither clients nor log know that it does nothing: it goes on later as if no time had passed.
  void stop_until(Moment when) { stopped_until_ = std::max(stopped_until_, when); }

  void later(Micros delay, std::function<void()> work) {
    stage_.schedule.after(delay, guarded(life_, std::move(work)));
  }

  // Between two steps of a port: here a process may die.
  void may_crash() {
    if (stage_.random.chance(stage_.faults.crash)) throw Crash{};
  }

 private:
  struct Life {};

  std::function<void()> guarded(std::weak_ptr<Life> life, std::function<void()> work) {
    return [this, life = std::move(life), work = std::move(work)] {
      if (life.expired()) return;
      if (stage_.schedule.now() < stopped_until_) {
        stage_.schedule.at(stopped_until_, guarded(life, work));
        return;
      }
      try {
        work();
      } catch (const Crash&) {
        crashed_();
      }
    };
  }

  Stage stage_;
  const std::string name_;
  std::shared_ptr<Life> life_;
  Moment stopped_until_{Micros{0}};
  std::function<void()> crashed_;
};

// A thread of a process. Work waits a little, now and then for long; what is left when the thread
// ends never begins.
class ProcessThread final : public Executor {
 public:
  ProcessThread(Stage stage, Process& process) : stage_(stage), process_(process) {}

  void post(std::function<void()> work) override {
    work_->push_back(std::move(work));
    const auto slow = stage_.random.chance(stage_.faults.slow);
    process_.later(stage_.random.between(Micros{1}, slow ? Micros{500'000} : Micros{50}),
                   [left = std::weak_ptr(work_)] { run_one(left.lock()); });
  }

 private:
  using Work = std::deque<std::function<void()>>;

  static void run_one(const std::shared_ptr<Work>& work) {
    if (work == nullptr) return;
    const auto next = std::move(work->front());
    work->pop_front();
    next();
  }

  Stage stage_;
  Process& process_;
  std::shared_ptr<Work> work_ = std::make_shared<Work>();
};

// The clock of one machine. It goes wrong by a little both ways, by much only forward.
class MachineClock final : public Clock {
 public:
  explicit MachineClock(const Schedule& schedule) : schedule_(schedule) {}
  Moment now() const override { return schedule_.now() + ahead_ + off_; }
  void set_off(Micros off) { off_ = off; }
  void leap(Micros ahead) { ahead_ += ahead; }
  // Whatever was written down for later comes once no clock is far behind the one it was read from.
  Micros ahead() const { return ahead_; }
  void catch_up(Micros ahead) { ahead_ = std::max(ahead_, ahead); }

 private:
  const Schedule& schedule_;
  Micros ahead_{0}, off_{0};
};

}  // namespace fettle::sim
