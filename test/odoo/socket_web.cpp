// One connection a call, to 127.0.0.1 only.
#include "test/odoo/socket_web.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cctype>

#include "core/text_numbers.hpp"

namespace fettle::test {
namespace {

class Socket {
 public:
  Socket() : number_(::socket(AF_INET, SOCK_STREAM, 0)) {}
  ~Socket() { ::close(number_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool connect(std::uint16_t port, std::chrono::milliseconds wait) const {
    const timeval patience{wait.count() / 1000, wait.count() % 1000 * 1000};
    setsockopt(number_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(number_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(number_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  bool read_more(std::string& in) const {
    std::array<char, 65536> buffer;
    const auto size = ::recv(number_, buffer.data(), buffer.size(), 0);
    if (size <= 0) return false;
    in.append(buffer.data(), static_cast<std::size_t>(size));
    return true;
  }

 private:
  int number_;
};

std::string written(const OutgoingRequest& request, std::string_view path) {
  auto text = request.method + " " + std::string(path) + " HTTP/1.1\r\nHost: odoo\r\n";
  for (const auto& [name, value] : request.headers) text += name + ": " + value + "\r\n";
  text += "Connection: close\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
  return text + "\r\n" + request.body;
}

IncomingReply parsed_head(std::string_view head) {
  IncomingReply reply;
  reply.status = whole_number<unsigned>(head.substr(9, 3)).value_or(0);
  for (auto at = head.find("\r\n"); at + 2 < head.size();) {
    const auto end = std::min(head.find("\r\n", at + 2), head.size());
    const auto line = head.substr(at + 2, end - at - 2);
    const auto colon = line.find(": ");
    std::string name(line.substr(0, colon));
    for (auto& c : name) c = static_cast<char>(std::tolower(c));
    if (colon != line.npos) reply.headers.emplace_back(name, line.substr(colon + 2));
    at = end;
  }
  return reply;
}

Fault missing() { return {FaultKind::unavailable, "reply_missing", "the connection ended"}; }

Result<IncomingReply> received(const Socket& socket, std::size_t bytes_max) {
  std::string in;
  std::size_t end = 0;
  while ((end = in.find("\r\n\r\n")) == in.npos) {
    if (!socket.read_more(in)) return missing();
  }
  auto reply = parsed_head(std::string_view(in).substr(0, end));
  const auto length = reply.header("content-length");
  const auto size = whole_number<std::size_t>(length.value_or("")).value_or(0);
  if (size > bytes_max) return Fault{FaultKind::invalid, "reply_too_large", ""};
  while (in.size() < end + 4 + size) {
    if (!socket.read_more(in)) return missing();
  }
  reply.body = in.substr(end + 4, size);
  return reply;
}

}  // namespace

Result<IncomingReply> SocketWeb::send(const OutgoingRequest& request) {
  constexpr std::string_view scheme = "http://127.0.0.1:";
  invariant(request.url.starts_with(scheme), "tests call this machine only");
  const auto rest = std::string_view(request.url).substr(scheme.size());
  const auto slash = rest.find('/');
  const auto port = whole_number<std::uint16_t>(rest.substr(0, slash)).value_or(0);
  const Socket socket;
  if (!socket.connect(port, request.wait_max)) {
    return Fault{FaultKind::unavailable, "not_reached", "no connection"};
  }
  if (!socket.send(written(request, rest.substr(slash)))) return missing();
  return received(socket, request.reply_bytes_max);
}

}  // namespace fettle::test
