// Runs a shard on a thread of its own: what other threads hand over, in batches that grow with the
// load, so that one fdatasync serves many commands.
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
  };

  // `ports` without executors: this object is both of them.
  struct Ports {
    Log& log;
    Snapshots& snapshots;
    Keys& keys;
    Clock& clock;
    Dice& dice;
  };

  // An owner takes over on the calling thread, then serves on its own; else it waits for the lease.
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
  ShardThread(const Domain& domain, Ports ports, ShardOptions shard, Options options);
  void run(const std::stop_token& stop);
  void tick();
  bool turn(std::vector<std::function<void()>>& work, const std::stop_token& stop);
  void finish();

  Options options_;
  struct Sleep final : Sleeper {
    std::condition_variable_any changed;
    void wake() override { changed.notify_one(); }
  };

  mutable std::mutex mutex_;
  const std::shared_ptr<Sleep> sleep_ = std::make_shared<Sleep>();
  std::vector<std::function<void()>> posted_;
  Inbox inbox_;
  std::vector<Submission> taken_;  // this turn's; keeps its room
  std::optional<std::string> trouble_;
  std::atomic<bool> serving_ = false;
  std::unique_ptr<ThreadExecutor> background_;
  Shard shard_;
  std::jthread thread_;
};

}  // namespace fettle
