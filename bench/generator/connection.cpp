#include "bench/generator/connection.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace fettle::bench {
namespace {

constexpr std::size_t answer_bytes_max = 16 * 1024 * 1024;

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK; }

}  // namespace

Result<sockaddr_in> address_of(const std::string& host, const std::string& port) {
  addrinfo wanted = {}, *found = nullptr;
  wanted.ai_family = AF_INET;
  wanted.ai_socktype = SOCK_STREAM;
  const int failed = getaddrinfo(host.c_str(), port.c_str(), &wanted, &found);
  if (failed != 0) {
    return Fault{FaultKind::invalid, "address_unknown",
                 host + ":" + port + ": " + gai_strerror(failed)};
  }
  sockaddr_in address = {};
  std::memcpy(&address, found->ai_addr, sizeof address);
  freeaddrinfo(found);
  return address;
}

Connection::Connection(Connection&& other) noexcept
    : busy(other.busy),
      number(other.number),
      intended(other.intended),
      handle_(std::exchange(other.handle_, -1)),
      lost_(other.lost_),
      rest_(std::move(other.rest_)),
      in_(std::move(other.in_)),
      filled_(other.filled_) {}

Connection::~Connection() {
  if (handle_ >= 0) close(handle_);
}

Result<void> Connection::open(const sockaddr_in& address) {
  if (handle_ >= 0) close(handle_);
  handle_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto* name = reinterpret_cast<const sockaddr*>(&address);
  if (handle_ < 0 || connect(handle_, name, sizeof address) != 0) {
    return Fault{FaultKind::unavailable, "not_connected",
                 std::string("the server cannot be reached: ") + std::strerror(errno)};
  }
  const int at_once = 1;
  setsockopt(handle_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  fcntl(handle_, F_SETFL, O_NONBLOCK);
  lost_ = busy = false;
  rest_.clear();
  filled_ = 0;
  return {};
}

bool Connection::send(std::string_view request) {
  const auto sent = ::send(handle_, request.data(), request.size(), MSG_NOSIGNAL);
  if (sent < 0 && !would_block()) return false;
  const auto taken = sent < 0 ? 0 : static_cast<std::size_t>(sent);
  if (taken < request.size()) rest_ = request.substr(taken);
  return true;
}

bool Connection::go_on() {
  if (rest_.empty()) return true;
  const std::string rest = std::exchange(rest_, {});
  return send(rest);
}

// Until there is no more: readiness is told once only, at its edge.
void Connection::fill() {
  for (;;) {
    if (filled_ == in_.size()) in_.resize(2 * in_.size());
    const auto room = in_.size() - filled_;
    const auto size = recv(handle_, in_.data() + filled_, room, 0);
    if (size <= 0) {
      lost_ = size == 0 || !would_block();
      return;
    }
    filled_ += static_cast<std::size_t>(size);
    if (static_cast<std::size_t>(size) < room || filled_ > answer_bytes_max) return;
  }
}

Received Connection::receive() {
  fill();
  const auto received = parse_answer({in_.data(), filled_});
  if (received.state == Received::State::whole) {
    // One request, one answer: whatever follows it was not asked for.
    lost_ = received.size != filled_;
    filled_ = 0;
  } else if (received.state == Received::State::malformed || filled_ > answer_bytes_max) {
    lost_ = true;
  }
  return received;
}

}  // namespace fettle::bench
