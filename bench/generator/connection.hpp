// One keep-alive connection with at most one request on its way. It never blocks once it is open.
#pragma once

#include <netinet/in.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "bench/generator/answer.hpp"
#include "core/result.hpp"

namespace fettle::bench {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;

Result<sockaddr_in> address_of(const std::string& host, const std::string& port);

class Connection {
 public:
  Connection() = default;
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  // Also again, after the server has closed it.
  Result<void> open(const sockaddr_in& address);
  int handle() const { return handle_; }

  // False: the connection is lost. What the kernel does not take at once goes out by `go_on`.
  bool send(std::string_view request);
  bool go_on();

  // All that is there now. An answer's body holds until the next call.
  Received receive();
  // The last `receive` met the end of the connection, or what is no answer to its request.
  bool lost() const { return lost_; }

  // Of the request that is on its way.
  bool busy = false;
  std::uint64_t number = 0;
  Time intended;

 private:
  void fill();

  int handle_ = -1;
  bool lost_ = false;
  std::string rest_;
  std::vector<char> in_ = std::vector<char>(16 * 1024);
  std::size_t filled_ = 0;
};

}  // namespace fettle::bench
