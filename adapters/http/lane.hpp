// One I/O thread with its connections: their clock ticks, the date, and the way back for answers
// from other threads.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "adapters/http/message.hpp"
#include "adapters/http/server.hpp"

namespace fettle::http {

using Context = boost::asio::io_context;
// The executor's type is spelled out: the type-erased default costs a third of the speed.
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Context::executor_type>;

class Lane;

// What all lanes of a server hold together.
struct Held {
  std::atomic<std::size_t> connections = 0;
  std::atomic<std::uint64_t> body_bytes = 0;  // promised to bodies that are still arriving
};

// What a lane knows of a connection. All calls on the lane's thread.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual void start() = 0;
  virtual void answer(std::uint64_t ticket, Response response) = 0;
  virtual bool due(std::uint64_t now) const = 0;  // its deadline has passed
  virtual void expire() = 0;
  virtual void drain() = 0;  // closes when idle, else after the answer
  virtual void abort() = 0;
};

// A connection's end of the responders it gave out. They may outlive it, and the server.
class Door : public ReplySink, public std::enable_shared_from_this<Door> {
 public:
  struct Outbox;
  Door(std::shared_ptr<Outbox> outbox, Connection& connection);
  void reply(std::uint64_t ticket, Response response) override;  // any thread
  void close() { connection_ = nullptr; }
  void deliver(std::uint64_t ticket, Response response);

 private:
  std::shared_ptr<Outbox> outbox_;
  Connection* connection_;  // read and written on the lane's thread only
};

class Lane {
 public:
  // Deadlines are counted in ticks: one timer a lane instead of one an operation.
  static constexpr std::chrono::milliseconds tick_length{50};
  static std::uint64_t ticks(std::chrono::milliseconds span);  // at least that long

  Lane(const ServerSettings& settings, const Clock& clock, Held& held);
  ~Lane();

  void begin();        // starts the thread
  void stop_gently();  // any thread: drains, ends the thread
  void join();

  Context& context() { return context_; }
  const ServerSettings& settings() const { return settings_; }

  // On the lane's thread.
  void adopt(std::shared_ptr<Connection> connection);
  void forget(Connection& connection);
  std::shared_ptr<Door> door(Connection& connection);
  // Room for a body that arrives in pieces; false when the server holds too much already.
  bool reserve(std::uint64_t body_bytes);
  void release(std::uint64_t body_bytes) { held_.body_bytes -= body_bytes; }
  std::uint64_t now() const { return now_; }
  const std::string& date() const { return date_; }
  bool draining() const { return draining_; }

 private:
  void run();
  void wait_tick();
  void tick();
  void begin_drain();
  void finish_if_empty();
  void deliver_all();

  const ServerSettings& settings_;
  const Clock& clock_;
  Held& held_;
  Context context_{1};
  boost::asio::executor_work_guard<Context::executor_type> work_;
  boost::asio::steady_timer timer_;
  std::shared_ptr<Door::Outbox> outbox_;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_;
  std::uint64_t now_ = 1;
  std::uint64_t drain_until_ = 0;
  bool draining_ = false;
  std::string date_;
  std::jthread thread_;
};

}  // namespace fettle::http
