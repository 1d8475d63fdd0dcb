#include "bench/generator/run.hpp"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace fettle::bench {
namespace {

constexpr std::size_t events_max = 256;

Clock::duration ticks(std::chrono::duration<double> seconds) {
  return std::chrono::duration_cast<Clock::duration>(seconds);
}

timespec timespec_of(Clock::duration wait) {
  const auto left = std::max(wait, Clock::duration::zero());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
  return {seconds.count(), std::chrono::nanoseconds(left - seconds).count()};
}

}  // namespace

Run::Run(const Plan& plan, const sockaddr_in& address, Load& load)
    : plan_(plan),
      address_(address),
      load_(load),
      poll_(epoll_create1(EPOLL_CLOEXEC)),
      schedule_({}, {}, 0),
      connections_(plan.connections) {
  // Else the kernel wakes us up to 50 µs after a request was meant to go.
  prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
}

Run::~Run() { close(poll_); }

Result<void> Run::go() {
  TRY(connect());
  const auto start = Clock::now();
  begin_ = start + ticks(plan_.warm_up);
  end_ = begin_ + ticks(plan_.seconds);
  schedule_ = Schedule(start, end_, plan_.rate);
  auto now = start;
  while (!done(now) || on_their_way_ > 0) {
    if (now > end_ + patience) break;
    TRY(send_due(now));
    const bool only_answers = free_.empty() || done(now);
    TRY(wait(only_answers ? end_ + patience : schedule_.next()));
    now = Clock::now();
  }
  outcome_.errors += on_their_way_ + schedule_.left();
  return {};
}

Result<void> Run::connect() {
  for (auto& connection : connections_) {
    TRY(connection.open(address_));
    watch(connection);
    free_.push_back(&connection);
  }
  return {};
}

void Run::watch(Connection& connection) const {
  epoll_event event = {};
  event.events = EPOLLIN | EPOLLOUT | EPOLLET;
  event.data.ptr = &connection;
  epoll_ctl(poll_, EPOLL_CTL_ADD, connection.handle(), &event);
}

std::optional<Time> Run::due(Time now) {
  return load_.has_more() ? schedule_.take(now) : std::nullopt;
}

Result<void> Run::send_due(Time now) {
  while (!free_.empty()) {
    const auto intended = due(now);
    if (!intended) return {};
    auto& connection = *free_.front();
    free_.pop_front();
    TRY(send(connection, *intended));
  }
  return {};
}

Result<void> Run::send(Connection& connection, Time intended) {
  const auto request = load_.next();
  connection.number = request.number;
  connection.intended = intended;
  connection.busy = true;
  ++on_their_way_;
  return connection.send(request.bytes) ? Result<void>() : reopen(connection);
}

Result<void> Run::wait(Time until) {
  std::array<epoll_event, events_max> events;
  const auto timeout = timespec_of(until - Clock::now());
  const int ready = epoll_pwait2(poll_, events.data(), events_max, &timeout, nullptr);
  for (int i = 0; i < ready; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    TRY(serve(*static_cast<Connection*>(event.data.ptr), event.events));
  }
  return {};
}

Result<void> Run::serve(Connection& connection, std::uint32_t ready) {
  if (!connection.go_on()) return reopen(connection);
  if ((ready & ~std::uint32_t{EPOLLOUT}) == 0) return {};
  const auto received = connection.receive();
  const bool useless = connection.lost() || received.closes;
  if (!connection.busy || received.state != Received::State::whole) {
    return useless ? reopen(connection) : Result<void>();
  }
  const auto now = Clock::now();
  const auto verdict = load_.judge(connection.number, received.answer);
  if (verdict == Verdict::goes_on) return useless ? reopen(connection) : send_rest(connection);
  answered(connection, verdict, now);
  connection.busy = false;
  --on_their_way_;
  if (!useless) return go_on_with(connection, now);
  free_.push_back(&connection);
  return reopen(connection);
}

Result<void> Run::go_on_with(Connection& connection, Time now) {
  // Whoever waits longest is served first, also of the connections.
  const auto intended = free_.empty() ? due(now) : std::nullopt;
  if (intended) return send(connection, *intended);
  free_.push_back(&connection);
  return {};
}

Result<void> Run::send_rest(Connection& connection) {
  const bool sent = connection.send(load_.rest_of(connection.number));
  return sent ? Result<void>() : reopen(connection);
}

void Run::answered(const Connection& connection, Verdict verdict, Time at) {
  if (connection.intended < begin_) return;
  if (verdict == Verdict::refused) ++outcome_.refused;
  if (verdict == Verdict::wrong) ++outcome_.errors;
  if (verdict != Verdict::right) return;
  outcome_.latency.add(at - connection.intended);
  outcome_.seconds = std::chrono::duration<double>(at - begin_).count();
  const auto second = static_cast<std::size_t>(outcome_.seconds);
  if (second >= outcome_.each_second.size()) outcome_.each_second.resize(second + 1);
  ++outcome_.each_second[second];
}

// Whoever has no request on its way is among the free ones already.
Result<void> Run::reopen(Connection& connection) {
  if (connection.busy) {
    --on_their_way_;
    if (connection.intended >= begin_) ++outcome_.errors;
    free_.push_back(&connection);
  }
  TRY(connection.open(address_));
  watch(connection);
  return {};
}

}  // namespace fettle::bench
