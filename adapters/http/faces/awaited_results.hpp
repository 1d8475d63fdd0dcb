// Answers that need a result from outside. The command is accepted with 202; here its result is
// asked for, of the shard that owns the tenant, until it is there or the client's patience ends.
// A repeat of the request waits for the same result.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/http/message.hpp"
#include "core/domain.hpp"
#include "core/shard/submission.hpp"

namespace fettle::http {

// Its thread is its own. Outcomes may come on any thread.
class AwaitedResults {
 public:
  struct Settings {
    std::chrono::milliseconds wait_max{10'000};  // then 202: ask again with the same key
    std::chrono::milliseconds first_pause{15};   // between two questions; doubled up to the last
    std::chrono::milliseconds last_pause{250};
  };
  using Submit = std::function<void(Submission)>;

  AwaitedResults(const Domain& domain, Submit submit, Settings settings);
  ~AwaitedResults() { finish(); }

  // Whether the answer is to wait: the command awaits something, and it is not there yet.
  static bool is_due(const CommandType& type, const Accepted& accepted);
  // Answers once. Precondition: is_due.
  void wait(const CommandType& type, const TenantId& tenant, Accepted accepted,
            std::function<void(Response)> answer);

  // Answers all that still wait, and asks nobody any more: whoever waits from now on has his 202 at
  // once. Before what it submits to ends; a second call does nothing.
  void finish();

 private:
  struct Waiting;
  using Held = std::shared_ptr<Waiting>;
  void run(const std::stop_token& stop);
  void ask(const Held& held);
  void told(const Held& held, const Outcome& outcome);
  bool later(const Held& held);

  const Domain& domain_;
  const Submit submit_;
  const Settings settings_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<Held> waiting_;
  std::atomic<bool> finished_ = false;  // set under the mutex
  std::jthread thread_;
};

}  // namespace fettle::http
