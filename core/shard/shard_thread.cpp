#include "core/shard/shard_thread.hpp"

namespace fettle {
namespace {

constexpr std::chrono::seconds finish_max{10};

}  // namespace

// Whose turn it is. Outlives the shard: a host may still mean to wake it.
class ShardThread::Turns final : public Sleeper, public std::enable_shared_from_this<Turns> {
 public:
  explicit Turns(ShardThread& shard) : shard_(shard) {}

  // There is work. Who sees it last has put it where the thread whose turn it is looks again.
  void wake() override {
    pending_ = true;
    if (!on_hosts_) return call_own_thread();
    if (const auto here = WakeUps::host()) return take_turn_on(here);
    if (const auto host = last_host(); host && host->wake_there(shared_from_this())) return;
    call_own_thread();
  }

  // For the shard's own thread: until it is called or the time has come.
  void wait_until(std::chrono::steady_clock::time_point end, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    calls_.wait_until(lock, stop, end, [this] { return called_; });
    called_ = false;
  }
  // Waits for the end of another's turn.
  void begin() {
    while (busy_.test_and_set()) busy_.wait(true);
    pending_ = false;
  }
  // True: something came meanwhile.
  bool end() {
    busy_.clear();
    busy_.notify_one();
    return pending_;
  }

 private:
  void take_turn_on(const std::shared_ptr<Host>& host) {
    // Whoever is at it looks at `pending_` when it is through.
    if (busy_.test_and_set()) return;
    pending_ = false;
    remember(host);
    shard_.turn();
    // After what else the host has to do.
    if (end()) host->wake_there(shared_from_this());
  }

  void call_own_thread() {
    {
      const std::lock_guard lock(mutex_);
      called_ = true;
    }
    calls_.notify_one();
  }

  std::shared_ptr<Host> last_host() {
    const std::lock_guard lock(mutex_);
    return host_;
  }
  void remember(const std::shared_ptr<Host>& host) {
    const std::lock_guard lock(mutex_);
    host_ = host;
  }

  ShardThread& shard_;  // is there while `busy_` could be set by this thread
  const bool on_hosts_ = shard_.options_.on_hosts;
  std::atomic<bool> pending_ = false;
  std::atomic_flag busy_;  // stays set once the shard has ended
  std::mutex mutex_;
  std::condition_variable_any calls_;
  bool called_ = false;
  std::shared_ptr<Host> host_;
};

ShardThread::ShardThread(const Domain& domain, Ports ports, ShardOptions shard, Options options)
    : options_(options),
      inbox_(options.waiting_per_tenant_max),
      turns_(std::make_shared<Turns>(*this)),
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
  if (taken) return WakeUps::wake(turns_);
  submission.done(Fault{FaultKind::unavailable, "tenant_queue_full", "too many commands wait"});
}

void ShardThread::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(work));
  }
  WakeUps::wake(turns_);
}

void ShardThread::run(const std::stop_token& stop) {
  auto next_tick = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    turns_->wait_until(next_tick, stop);
    turns_->begin();
    {
      const WakeUps wake_ups;
      turn();
      if (std::chrono::steady_clock::now() >= next_tick) {
        tick();
        next_tick = std::chrono::steady_clock::now() + options_.tick;
      }
    }
    if (turns_->end()) turns_->wake();
  }
  turns_->begin();
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

// What was posted, some commands, then the batch; whom it has answers for is woken at its end.
void ShardThread::turn() {
  {
    const std::lock_guard lock(mutex_);
    work_.swap(posted_);
    inbox_.take(options_.commands_per_turn_max, taken_);
  }
  for (auto& one : work_) one();
  work_.clear();
  for (auto& command : taken_) shard_.handle(std::move(command));
  taken_.clear();
  shard_.commit();
}

// The log's thread and the background thread may still post to us until both are quiet.
void ShardThread::finish() {
  constexpr std::chrono::milliseconds look_again{1};
  const auto deadline = std::chrono::steady_clock::now() + finish_max;
  while (!shard_.idle() && std::chrono::steady_clock::now() < deadline) {
    turn();
    std::this_thread::sleep_for(look_again);
  }
  background_.reset();
  turn();
  [[maybe_unused]] const auto saved = shard_.close();  // a failure costs the next start some time
}

}  // namespace fettle
