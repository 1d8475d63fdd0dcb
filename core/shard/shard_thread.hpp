// Runs a shard beside those who hand commands over, in turns: what they handed over, in batches
// that grow with the load, so that one fdatasync serves many commands. One turn at a time, on any
// thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/shard/inbox.hpp"
#include "core/shard/shard.hpp"
#include "core/thread_executor.hpp"
#include "core/wake_ups.hpp"

namespace fettle {

class ShardThread final : public Executor {
 public:
  struct Options {
    std::size_t waiting_per_tenant_max = 2'000;
    std::size_t commands_per_turn_max = 256;  // before the batch is sent
    std::chrono::milliseconds tick = std::chrono::milliseconds(20);
    // Turns are taken on the threads that hand over, where those lend themselves (Host). With few
    // processors a command that stays on one is done sooner than one that is handed on and back;
    // with more of them the shard decides while its callers read the next requests.
    bool on_hosts = std::thread::hardware_concurrency() <= 2;
  };

  // `ports` without executors: this object is both of them.
  struct Ports {
    Log& log;
    Snapshots& snapshots;
    Keys& keys;
    Clock& clock;
    Dice& dice;
  };

  // An owner takes over on the calling thread, then serves; else it waits for the lease.
  static Result<std::unique_ptr<ShardThread>> start(const Domain& domain, Ports ports,
                                                    ShardOptions shard, Options options);
  // Lets what is in flight become durable, answers the rest with 503, saves.
  ~ShardThread() override;

  // Any thread. Answers 503 `tenant_queue_full` at once when the tenant has too much waiting.
  void submit(Submission submission);
  void post(std::function<void()> work) override;
  // As of the last tick. Any thread.
  std::optional<std::string> trouble() const;
  bool serving() const { return serving_; }

 private:
  class Turns;

  ShardThread(const Domain& domain, Ports ports, ShardOptions shard, Options options);
  void run(const std::stop_token& stop);
  void tick();
  void turn();
  void finish();

  Options options_;
  mutable std::mutex mutex_;
  std::vector<std::function<void()>> posted_, work_;  // `work_`: this turn's; both keep their room
  Inbox inbox_;
  std::vector<Submission> taken_;  // this turn's
  std::optional<std::string> trouble_;
  std::atomic<bool> serving_ = false;
  const std::shared_ptr<Turns> turns_;
  std::unique_ptr<ThreadExecutor> background_;
  Shard shard_;
  std::jthread thread_;  // for the clock work, and turns for which there is no host
};

}  // namespace fettle
