// The I/O thread: run loop, ticks, draining, and replies that come from elsewhere.
#include "adapters/http/lane.hpp"

#include <boost/asio/post.hpp>
#include <optional>

#include "adapters/http/render.hpp"
#include "core/soon.hpp"
#include "core/wake_ups.hpp"

namespace fettle::http {
namespace {

thread_local const void* outbox_here = nullptr;

}  // namespace

// Replies of other threads, and sleepers to be woken here, fetched by the lane in one go: one
// wake-up for many.
struct Door::Outbox final : Sleeper, Host {
  struct Reply {
    std::shared_ptr<Door> door;
    std::uint64_t ticket;
    Response response;
  };
  std::mutex mutex;
  std::vector<Reply> replies;
  std::vector<std::shared_ptr<Sleeper>> sleepers;
  std::function<void()> fetch;  // empty once the lane has ended
  bool asked_to_fetch = false;

  void wake() override {
    const std::lock_guard lock(mutex);
    if (fetch && !std::exchange(asked_to_fetch, true)) fetch();
  }

  bool wake_there(std::shared_ptr<Sleeper> sleeper) override {
    {
      const std::lock_guard lock(mutex);
      if (!fetch) return false;
      sleepers.push_back(std::move(sleeper));
    }
    wake();
    return true;
  }
};

Door::Door(std::shared_ptr<Outbox> outbox, Connection& connection)
    : outbox_(std::move(outbox)), connection_(&connection) {}

void Door::deliver(std::uint64_t ticket, Response response) {
  if (connection_) connection_->answer(ticket, std::move(response));
}

void Door::reply(std::uint64_t ticket, Response response) {
  if (outbox_here == outbox_.get()) return deliver(ticket, std::move(response));
  {
    const std::lock_guard lock(outbox_->mutex);
    if (!outbox_->fetch) return;
    outbox_->replies.push_back({shared_from_this(), ticket, std::move(response)});
  }
  WakeUps::wake(outbox_);
}

std::uint64_t Lane::ticks(std::chrono::milliseconds span) {
  return static_cast<std::uint64_t>((span + tick_length) / tick_length) + 1;
}

Lane::Lane(const ServerSettings& settings, const Clock& clock, Held& held)
    : settings_(settings),
      clock_(clock),
      held_(held),
      work_(context_.get_executor()),
      timer_(context_),
      outbox_(std::make_shared<Door::Outbox>()),
      date_(http_date(clock.now())) {
  outbox_->fetch = [this] { boost::asio::post(context_, [this] { deliver_all(); }); };
}

Lane::~Lane() {
  stop_gently();
  join();
  const std::lock_guard lock(outbox_->mutex);
  outbox_->fetch = nullptr;
  outbox_->replies.clear();
  outbox_->sleepers.clear();
}

void Lane::begin() {
  thread_ = std::jthread([this] { run(); });
}

void Lane::run() {
  outbox_here = outbox_.get();
  // Behind all that is ready now: the scheduler works in order.
  std::optional<WakeUps> wake_ups;
  wake_ups.emplace([&] { boost::asio::post(context_, [&] { wake_ups->flush(); }); }, outbox_);
  wait_tick();
  while (!context_.stopped()) {
    if (!comes_soon([this] { return context_.poll() > 0; })) context_.run_one();
  }
  outbox_here = nullptr;
}

void Lane::join() {
  if (thread_.joinable()) thread_.join();
}

void Lane::stop_gently() {
  boost::asio::post(context_, [this] { begin_drain(); });
}

void Lane::begin_drain() {
  if (draining_) return;
  draining_ = true;
  drain_until_ = now_ + ticks(settings_.drain);
  const auto all = connections_;  // draining changes the table
  for (const auto& [connection, owner] : all) owner->drain();
  finish_if_empty();
}

void Lane::finish_if_empty() {
  if (!draining_ || !connections_.empty()) return;
  timer_.cancel();
  work_.reset();
}

void Lane::wait_tick() {
  timer_.expires_after(tick_length);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) tick();
  });
}

void Lane::tick() {
  ++now_;
  date_ = http_date(clock_.now());
  const bool out_of_patience = draining_ && now_ >= drain_until_;
  std::vector<std::shared_ptr<Connection>> due;  // ending one changes the table
  for (const auto& [connection, owner] : connections_) {
    if (out_of_patience || owner->due(now_)) due.push_back(owner);
  }
  for (const auto& connection : due) {
    out_of_patience ? connection->abort() : connection->expire();
  }
  finish_if_empty();
  if (!draining_ || !connections_.empty()) wait_tick();
}

void Lane::adopt(std::shared_ptr<Connection> connection) {
  if (draining_) return;
  ++held_.connections;
  auto& adopted = *connection;
  connections_.emplace(&adopted, std::move(connection));
  adopted.start();
}

void Lane::forget(Connection& connection) {
  if (connections_.erase(&connection) == 0) return;
  --held_.connections;
  finish_if_empty();
}

std::shared_ptr<Door> Lane::door(Connection& connection) {
  return std::make_shared<Door>(outbox_, connection);
}

bool Lane::reserve(std::uint64_t body_bytes) {
  if (held_.body_bytes.fetch_add(body_bytes) + body_bytes <= settings_.bodies_bytes_max)
    return true;
  release(body_bytes);
  return false;
}

void Lane::deliver_all() {
  std::vector<Door::Outbox::Reply> replies;
  std::vector<std::shared_ptr<Sleeper>> sleepers;
  {
    const std::lock_guard lock(outbox_->mutex);
    replies.swap(outbox_->replies);
    sleepers.swap(outbox_->sleepers);
    outbox_->asked_to_fetch = false;
  }
  for (const auto& sleeper : sleepers) sleeper->wake();
  for (auto& reply : replies) reply.door->deliver(reply.ticket, std::move(reply.response));
}

}  // namespace fettle::http
