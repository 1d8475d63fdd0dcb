// A blocking HTTP client that says exactly what a test wants it to say, well-formed or not.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace fettle::http::test {

// How long a test waits for what must come. A busy machine may need much of it.
inline constexpr std::chrono::seconds patience{60};

struct Reply {
  unsigned status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string head;
};

class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(Client&& other) noexcept;

  Client& tls();                      // speaks TLS from here on, trusting any certificate
  bool send(std::string_view bytes);  // false: the other side is gone
  // The next response; nothing when the connection ended first or `patience` is over.
  std::optional<Reply> receive(std::string_view method = "GET");
  bool ended();  // true when the server closes within `patience`
  void finish_sending();

  std::optional<Reply> ask(std::string_view method, std::string_view target,
                           std::string_view body = {}, std::string_view headers = {});

 private:
  struct Tls;
  bool read_more();

  int socket_;
  std::unique_ptr<Tls> tls_;
  std::string in_;
};

std::string request(std::string_view method, std::string_view target, std::string_view body = {},
                    std::string_view headers = {});

// Calls `holds` again and again until it is true, for as long as `patience`.
template <class Condition>
bool eventually(Condition holds);

}  // namespace fettle::http::test

#include <thread>

template <class Condition>
bool fettle::http::test::eventually(Condition holds) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < end) {
    if (holds()) return true;
    std::this_thread::yield();
  }
  return holds();
}
