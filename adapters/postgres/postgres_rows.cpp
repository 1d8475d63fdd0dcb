#include "adapters/postgres/postgres_rows.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <deque>
#include <mutex>
#include <thread>

#include "adapters/postgres/pipeline.hpp"

namespace fettle {

using postgres::Pipeline;
using postgres::Waiting;

namespace {

// More would only wait in the server instead of here.
constexpr std::size_t in_flight_max = 32;

Fault unavailable(const Fault& why) {
  return {FaultKind::unavailable, "read_models_unavailable", why.detail};
}

// Wakes a poll.
class Signal {
 public:
  Signal() : fd_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
  ~Signal() { close(fd_); }
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;
  int fd() const { return fd_; }
  void raise() const { static_cast<void>(eventfd_write(fd_, 1)); }
  void clear() const {
    eventfd_t ignored;
    static_cast<void>(eventfd_read(fd_, &ignored));
  }

 private:
  int fd_;
};

}  // namespace

// One connection and the thread that drives it.
class PostgresRows::Lane {
 public:
  Lane(std::string url, std::string kind, std::chrono::milliseconds statement_max,
       std::size_t waiting_max)
      : url_(std::move(url)),
        kind_(std::move(kind)),
        statement_max_(statement_max),
        waiting_max_(waiting_max),
        thread_([this](const std::stop_token& stop) { run(stop); }) {}

  ~Lane() {
    thread_.request_stop();
    signal_.raise();
    thread_.join();
    const Fault stopped{FaultKind::unavailable, "read_models_unavailable", "shutting down"};
    if (pipeline_) pipeline_->fail(stopped);
    for (auto& waiting : waiting_) waiting.done(stopped);
  }

  void add(Waiting waiting) {
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() < waiting_max_) {
        waiting_.push_back(std::move(waiting));
        return signal_.raise();
      }
    }
    waiting.done(Fault{FaultKind::unavailable, "query_queue_full", "too many queries wait"});
  }

 private:
  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      bool must_write = false;
      if (!connected() || !send_waiting() || (pipeline_ && !pipeline_->flush(must_write))) {
        give_up({FaultKind::unavailable, "", "the connection broke"});
      }
      if (!wait(must_write)) give_up({FaultKind::unavailable, "", "the connection broke"});
    }
  }

  bool has_waiting() {
    const std::lock_guard lock(mutex_);
    return !waiting_.empty();
  }

  bool connected() {
    if (pipeline_ || !has_waiting()) return true;
    auto opened = Pipeline::open(url_, kind_, statement_max_);
    if (opened) {
      pipeline_.emplace(*std::move(opened));
      return true;
    }
    std::deque<Waiting> all;
    {
      const std::lock_guard lock(mutex_);
      all.swap(waiting_);
    }
    for (auto& waiting : all) waiting.done(unavailable(opened.error()));
    return true;
  }

  bool send_waiting() {
    while (pipeline_ && !pipeline_->outdated() && pipeline_->in_flight() < in_flight_max) {
      std::optional<Waiting> next;
      {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) return true;
        next.emplace(std::move(waiting_.front()));
        waiting_.pop_front();
      }
      if (!pipeline_->send(*std::move(next))) return false;
    }
    return true;
  }

  // Until the server or a caller has something; false: the connection broke.
  bool wait(bool must_write) {
    pollfd fds[] = {{signal_.fd(), POLLIN, 0}, {-1, POLLIN, 0}};
    if (pipeline_) {
      fds[1].fd = pipeline_->socket();
      if (must_write) fds[1].events |= POLLOUT;
    }
    constexpr int look_ms = 1000;
    poll(fds, 2, look_ms);
    signal_.clear();
    return !pipeline_ || fds[1].revents == 0 || pipeline_->receive();
  }

  void give_up(const Fault& why) {
    if (pipeline_) pipeline_->fail(unavailable(why));
    pipeline_.reset();
  }

  std::string url_, kind_;
  std::chrono::milliseconds statement_max_;
  std::size_t waiting_max_;
  Signal signal_;
  std::mutex mutex_;
  std::deque<Waiting> waiting_;
  std::optional<Pipeline> pipeline_;
  std::jthread thread_;
};

PostgresRows::PostgresRows(const std::string& url, const std::string& kind,
                           PostgresRowsOptions options)
    : reports_(std::make_unique<Lane>(url, kind, options.report_max, options.waiting_max)) {
  for (std::size_t i = 0; i < options.connections; ++i) {
    quick_.push_back(std::make_unique<Lane>(url, kind, options.quick_max, options.waiting_max));
  }
}

PostgresRows::~PostgresRows() = default;

void PostgresRows::read(ReadRequest request, Done done) {
  auto& lane = request.report ? *reports_ : *quick_[next_++ % quick_.size()];
  lane.add({std::move(request), std::move(done)});
}

}  // namespace fettle
