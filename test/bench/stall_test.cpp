// A server that stands still is charged for all that would have come meanwhile.
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "bench/generator/run.hpp"

namespace {

using namespace fettle::bench;
using namespace std::chrono_literals;

constexpr auto stall = 400ms;
constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

// Serves one connection, and stands still once, before the tenth answer.
class Stalling {
 public:
  Stalling() : listening_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    auto* name = reinterpret_cast<sockaddr*>(&address_);
    REQUIRE(bind(listening_, name, size) == 0);
    REQUIRE(listen(listening_, 1) == 0);
    REQUIRE(getsockname(listening_, name, &size) == 0);
    thread_ = std::jthread([this] { serve(); });
  }
  ~Stalling() { close(listening_); }

  const sockaddr_in& address() const { return address_; }

 private:
  void serve() const {
    const int connection = accept(listening_, nullptr, nullptr);
    std::array<char, 4096> request;
    for (int served = 1; recv(connection, request.data(), request.size(), 0) > 0; ++served) {
      if (served == 10) std::this_thread::sleep_for(stall);
      if (send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) break;
    }
    close(connection);
  }

  const int listening_;
  sockaddr_in address_ = {};
  std::jthread thread_;
};

class Asking final : public Load {
 public:
  Request next() override { return {"GET / HTTP/1.1\r\n\r\n", ++sent_}; }
  Verdict judge(std::uint64_t, const Answer& got) override {
    return got.status == 200 ? Verdict::right : Verdict::refused;
  }

 private:
  std::uint64_t sent_ = 0;
};

// Of one connection for a second.
Histogram latency_at(double rate) {
  Stalling server;
  Asking load;
  const Plan plan{.connections = 1, .rate = rate, .warm_up = 0s, .seconds = 1s};
  Run run(plan, server.address(), load);
  REQUIRE(run.go().has_value());
  CHECK(run.outcome().refused == 0);
  CHECK(run.outcome().errors == 0);
  return run.outcome().latency;
}

}  // namespace

TEST_CASE("a stall of 0.4 s delays all that were meant to be sent meanwhile") {
  const auto latency = latency_at(500);
  CHECK(latency.count() == 500);
  CHECK(latency.milliseconds_max() >= 390);
  // 200 of 500 were due meanwhile, evenly: a tenth of all waits longer than 300 ms.
  CHECK(latency.milliseconds_at(0.91) >= 290);
  CHECK(latency.milliseconds_at(0.65) >= 10);
}

TEST_CASE("in a closed loop the same stall is one slow answer, which is why there is a schedule") {
  const auto latency = latency_at(0);
  CHECK(latency.count() > 100);
  CHECK(latency.milliseconds_max() >= 390);
  CHECK(latency.milliseconds_at(0.9) < 390);
}
