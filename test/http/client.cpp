// Sockets by hand: a test client must be able to send what no library would.
#include "test/http/client.hpp"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace fettle::http::test {

struct Client::Tls {
  Tls() : context(SSL_CTX_new(TLS_client_method())), stream(SSL_new(context)) {}
  ~Tls() {
    SSL_free(stream);
    SSL_CTX_free(context);
  }
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;
  SSL_CTX* context;
  SSL* stream;
};

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval wait_max{patience.count(), 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait_max, sizeof wait_max);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &wait_max, sizeof wait_max);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      tls_(std::move(other.tls_)),
      in_(std::move(other.in_)) {}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

Client& Client::tls() {
  tls_ = std::make_unique<Tls>();
  SSL_set_fd(tls_->stream, socket_);
  SSL_connect(tls_->stream);
  return *this;
}

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = tls_ ? SSL_write(tls_->stream, bytes.data(), static_cast<int>(bytes.size()))
                           : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Client::read_more() {
  std::array<char, 65536> buffer;
  const auto read = tls_ ? SSL_read(tls_->stream, buffer.data(), static_cast<int>(buffer.size()))
                         : ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (read <= 0) return false;
  in_.append(buffer.data(), static_cast<std::size_t>(read));
  return true;
}

namespace {

Reply parse_head(std::string head) {
  Reply reply;
  reply.status = static_cast<unsigned>(std::stoul(head.substr(9, 3)));
  for (auto at = head.find("\r\n"); at + 2 < head.size();) {
    const auto end = head.find("\r\n", at + 2);
    const auto line = head.substr(at + 2, end - at - 2);
    const auto colon = line.find(": ");
    auto name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (colon != std::string::npos) reply.headers[name] = line.substr(colon + 2);
    at = end;
  }
  reply.head = std::move(head);
  return reply;
}

}  // namespace

std::optional<Reply> Client::receive(std::string_view method) {
  std::size_t end = 0;
  while ((end = in_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return std::nullopt;
  }
  auto reply = parse_head(in_.substr(0, end + 2));
  in_.erase(0, end + 4);
  const auto length = reply.headers.find("content-length");
  const auto size =
      method == "HEAD" || length == reply.headers.end() ? 0 : std::stoul(length->second);
  while (in_.size() < size) {
    if (!read_more()) return std::nullopt;
  }
  reply.body = in_.substr(0, size);
  in_.erase(0, size);
  return reply;
}

bool Client::ended() {
  char byte = 0;
  const auto read = tls_ ? SSL_read(tls_->stream, &byte, 1) : ::recv(socket_, &byte, 1, 0);
  if (read > 0) in_ += byte;
  return read == 0 || (read < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

void Client::finish_sending() { ::shutdown(socket_, SHUT_WR); }

std::string request(std::string_view method, std::string_view target, std::string_view body,
                    std::string_view headers) {
  std::string text;
  text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: shop\r\n");
  text.append(headers);
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text.append("\r\n").append(body);
}

std::optional<Reply> Client::ask(std::string_view method, std::string_view target,
                                 std::string_view body, std::string_view headers) {
  if (!send(request(method, target, body, headers))) return std::nullopt;
  return receive(method);
}

}  // namespace fettle::http::test
