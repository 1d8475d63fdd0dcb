#include "core/shard/shard_thread.hpp"

namespace fettle {
namespace {

constexpr std::chrono::seconds finish_max{10};

}  // namespace

ShardThread::ShardThread(const Domain& domain, Ports ports, ShardOptions shard, Options options)
    : options_(options),
      inbox_(options.waiting_per_tenant_max),
      background_(std::make_unique<ThreadExecutor>()),
      shard_(domain,
             {ports.log, ports.snapshots, ports.keys, ports.clock, ports.dice, *this, *background_},
             std::move(shard)) {}

Result<std::unique_ptr<ShardThread>> ShardThread::start(const Domain& domain, Ports ports,
                                                        ShardOptions shard, Options options) {
  const bool ours = shard.lease->part() == Part::owner;
  std::unique_ptr<ShardThread> made(new ShardThread(domain, ports, std::move(shard), options));
  if (ours) TRY(made->shard_.take_over());
  made->serving_ = ours;
  made->thread_ =
      std::jthread([self = made.get()](const std::stop_token& stop) { self->run(stop); });
  return made;
}

ShardThread::~ShardThread() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void ShardThread::submit(Submission submission) {
  bool taken = false;
  {
    const std::lock_guard lock(mutex_);
    taken = inbox_.put(submission);
  }
  if (taken) return WakeUps::wake(sleep_);
  submission.done(Fault{FaultKind::unavailable, "tenant_queue_full", "too many commands wait"});
}

void ShardThread::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(work));
  }
  WakeUps::wake(sleep_);
}

void ShardThread::run(const std::stop_token& stop) {
  std::vector<std::function<void()>> work;
  auto next_tick = std::chrono::steady_clock::now();
  while (turn(work, stop)) {
    if (std::chrono::steady_clock::now() < next_tick) continue;
    tick();
    next_tick = std::chrono::steady_clock::now() + options_.tick;
  }
  finish();
}

void ShardThread::tick() {
  shard_.tick();
  serving_ = shard_.serving();
  auto trouble = shard_.trouble();
  const std::lock_guard lock(mutex_);
  trouble_ = std::move(trouble);
}

std::optional<std::string> ShardThread::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

// One round: what was posted, some commands, then the batch; whom it has answers for is woken at
// its end. False: asked to stop.
bool ShardThread::turn(std::vector<std::function<void()>>& work, const std::stop_token& stop) {
  {
    std::unique_lock lock(mutex_);
    sleep_->changed.wait_for(lock, stop, options_.tick,
                             [this] { return !posted_.empty() || inbox_.size() != 0; });
    work.swap(posted_);
    inbox_.take(options_.commands_per_turn_max, taken_);
  }
  const WakeUps wake_ups;
  for (auto& one : work) one();
  work.clear();
  for (auto& command : taken_) shard_.handle(std::move(command));
  taken_.clear();
  shard_.commit();
  return !stop.stop_requested();
}

// The log's thread and the background thread may still post to us until both are quiet.
void ShardThread::finish() {
  const std::stop_token never;
  std::vector<std::function<void()>> work;
  const auto deadline = std::chrono::steady_clock::now() + finish_max;
  while (!shard_.idle() && std::chrono::steady_clock::now() < deadline) turn(work, never);
  background_.reset();
  turn(work, never);
  [[maybe_unused]] const auto saved = shard_.close();  // a failure costs the next start some time
}

}  // namespace fettle
