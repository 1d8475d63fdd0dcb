#include "test/web/raw_server.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "core/text_numbers.hpp"

namespace fettle::web::test {
namespace {

int bound_socket(unsigned& port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(made, plain, size) != 0 || ::getsockname(made, plain, &size) != 0) {
    throw std::runtime_error("no port on loopback");
  }
  port = ntohs(address.sin_port);
  return made;
}

std::size_t announced_size(std::string_view head) {
  constexpr std::string_view name = "Content-Length: ";
  const auto at = head.find(name);
  if (at == std::string_view::npos) return 0;
  const auto rest = head.substr(at + name.size());
  return whole_number<std::size_t>(rest.substr(0, rest.find('\r'))).value_or(0);
}

bool is_whole(const std::string& text) {
  const auto end = text.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  return text.size() >= end + 4 + announced_size(text.substr(0, end + 2));
}

// False when the other side has hung up.
bool read_more(int socket, std::string& into) {
  std::array<char, 4096> buffer;
  const auto got = ::recv(socket, buffer.data(), buffer.size(), 0);
  if (got > 0) into.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

}  // namespace

const std::string& Caller::receive() {
  while (!is_whole(received_) && read_more(socket_, received_)) continue;
  return received_;
}

void Caller::say(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Caller::wait_until_gone() {
  std::string ignored;
  while (read_more(socket_, ignored)) continue;
}

RawServer::RawServer(Handler handler)
    : handler_(std::move(handler)), listener_(bound_socket(port_)) {
  if (::listen(listener_, 16) != 0) throw std::runtime_error("cannot listen");
  thread_ = std::jthread([this] { serve(); });
}

RawServer::~RawServer() {
  ::shutdown(listener_, SHUT_RDWR);  // ends the wait for a caller
  thread_.join();
  ::close(listener_);
}

RawServer::Handler RawServer::saying(std::string bytes) {
  return [bytes = std::move(bytes)](Caller& caller) { caller.say(bytes); };
}

void RawServer::serve() {
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    Caller caller(socket);
    const auto request = caller.receive();
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    handler_(caller);
    ::shutdown(socket, SHUT_WR);
    caller.wait_until_gone();
    ::close(socket);
  }
}

std::string RawServer::url(std::string_view rest) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(rest);
}

std::string RawServer::secure_url() const {
  return "https://127.0.0.1:" + std::to_string(port_) + "/";
}

std::vector<std::string> RawServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::string deserted_url() {
  unsigned port = 0;
  ::close(bound_socket(port));
  return "http://127.0.0.1:" + std::to_string(port) + "/";
}

}  // namespace fettle::web::test
