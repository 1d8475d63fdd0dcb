#include "adapters/kafka_log/relay/relay.hpp"

#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <thread>
#include <vector>

#include "adapters/kafka_log/relay/relay_target.hpp"
#include "core/commit_reader.hpp"

namespace fettle::kafka {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t read_bytes = 1 << 20;
constexpr auto read_wait = 200ms;
constexpr auto look_every = 50ms;
constexpr auto try_again_after = 1'000ms;

class LaneRelay {
 public:
  LaneRelay(Log& log, RelayTarget& target, Partition partition, std::atomic<std::uint64_t>& events)
      : log_(log), target_(target), partition_(partition), events_(events) {}

  // Until there is no more, or stopped.
  Result<void> run(RelayPlan::Until until, const std::stop_token& stop) {
    const auto tail = TRY(target_.tail(partition_));
    const auto from = TRY(beginning(tail));
    auto reader = TRY(CommitReader::open(log_, from));
    const auto end = TRY(log_.durable_end(partition_));
    RelayTarget::Lane lane(target_, partition_, tail.end);
    while (!stop.stop_requested()) {
      const auto before = reader.checkpoint();
      if (until == RelayPlan::Until::end_of_log && before.next >= end) break;
      for (const auto& commit : TRY(reader.next(read_bytes, read_wait))) {
        TRY(send(lane, commit, before));
      }
      // An unfinished commit is all that is left.
      const bool idle = reader.checkpoint() == before;
      if (idle && until == RelayPlan::Until::end_of_log) break;
    }
    return lane.settle();
  }

 private:
  Result<Checkpoint> beginning(const RelayTarget::Tail& tail) {
    if (!tail.newest) return Checkpoint::beginning(log_.id(), partition_);
    if (tail.newest->before.log != log_.id()) {
      return Fault{FaultKind::mismatch, "relay_of_another_log",
                   fmt::format("the topic holds events of log {}, this is log {}; name another "
                               "topic",
                               tail.newest->before.log.text(), log_.id().text())};
    }
    relayed_ = tail.newest->place;
    return tail.newest->before;
  }

  Result<void> send(RelayTarget::Lane& lane, const StoredCommit& commit, const Checkpoint& before) {
    for (std::size_t i = 0; i < commit.records.size(); ++i) {
      const RelayPlace place{commit.last, i};
      if (relayed_ && place <= *relayed_) continue;
      const auto record = relayed(commit.records[i], place, before);
      TRY(lane.send(record.view()));
      ++events_;
    }
    return {};
  }

  Log& log_;
  RelayTarget& target_;
  const Partition partition_;
  std::atomic<std::uint64_t>& events_;
  std::optional<RelayPlace> relayed_;  // by an earlier run
};

// All lanes, each on a thread, until all have ended. The first fault ends the others.
class Lanes {
 public:
  Lanes(Log& log, RelayTarget& target, RelayPlan::Until until, std::atomic<std::uint64_t>& events) {
    for (std::uint32_t p = 0; p < log.partitions(); ++p) ++running_;
    for (std::uint32_t p = 0; p < log.partitions(); ++p) {
      threads_.emplace_back([this, &log, &target, &events, p, until] {
        ended(LaneRelay(log, target, Partition{p}, events).run(until, stop_.get_token()));
      });
    }
  }
  ~Lanes() { stop_.request_stop(); }

  Result<void> wait(const std::function<bool()>& stop_asked) {
    std::unique_lock lock(mutex_);
    while (running_ > 0) {
      if (stop_asked()) stop_.request_stop();
      changed_.wait_for(lock, look_every);
    }
    if (fault_) return *fault_;
    return {};
  }

 private:
  void ended(Result<void> outcome) {
    const std::lock_guard lock(mutex_);
    --running_;
    if (!outcome && !fault_) fault_ = outcome.error();
    if (!outcome) stop_.request_stop();
    changed_.notify_all();
  }

  std::stop_source stop_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint32_t running_ = 0;
  std::optional<Fault> fault_;
  std::vector<std::jthread> threads_;
};

Result<void> relay_once(Log& log, const RelayPlan& plan, std::atomic<std::uint64_t>& events) {
  const auto target = TRY(RelayTarget::open(plan.target, plan.topic, log.partitions()));
  return Lanes(log, *target, plan.until, events).wait(plan.stop_asked);
}

// False: stopped meanwhile.
bool pause(const RelayPlan& plan) {
  const auto until = std::chrono::steady_clock::now() + try_again_after;
  while (std::chrono::steady_clock::now() < until) {
    if (plan.stop_asked()) return false;
    std::this_thread::sleep_for(look_every);
  }
  return true;
}

}  // namespace

Result<Relayed> relay(Log& log, const RelayPlan& plan) {
  std::atomic<std::uint64_t> events = 0;
  while (true) {
    const auto outcome = relay_once(log, plan, events);
    if (outcome) break;
    if (outcome.error().kind != FaultKind::unavailable) return outcome.error();
    plan.on_outage(outcome.error());
    if (!pause(plan)) break;
  }
  return Relayed{events};
}

}  // namespace fettle::kafka
