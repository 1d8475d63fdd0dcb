// A server of bare sockets on loopback that does what a test tells it, so that it can also break
// off, dawdle and lie as no HTTP library would.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fettle::web::test {

// One connection, open until the handler returns.
class Caller {
 public:
  explicit Caller(int socket) : socket_(socket) {}

  // Whole: head and as much body as it announces.
  const std::string& receive();
  const std::string& received() const { return received_; }
  void say(std::string_view bytes);
  void wait_until_gone();  // until the other side hangs up

 private:
  int socket_;
  std::string received_;
};

class RawServer {
 public:
  using Handler = std::function<void(Caller&)>;

  explicit RawServer(Handler handler);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  // A server that reads the request and answers with these bytes.
  static Handler saying(std::string bytes);

  std::string url(std::string_view rest = "/") const;
  std::string secure_url() const;
  std::vector<std::string> requests() const;

 private:
  void serve();

  Handler handler_;
  unsigned port_ = 0;
  int listener_ = -1;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::jthread thread_;
};

// A port of loopback where nobody listens.
std::string deserted_url();

}  // namespace fettle::web::test
