// tcp_stream with expires_after for every operation, string_body, async_write of a response: what
// a reader of Beast's documentation writes.
#include "bench/echo/idiomatic.hpp"

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace fettle::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace web = boost::beast::http;
using asio::ip::tcp;

class Session : public std::enable_shared_from_this<Session> {
 public:
  explicit Session(tcp::socket socket) : stream_(std::move(socket)) {}

  void read() {
    request_ = {};
    stream_.expires_after(std::chrono::seconds(30));
    web::async_read(stream_, buffer_, request_,
                    [self = shared_from_this()](beast::error_code error, std::size_t) {
                      if (!error) self->reply();
                    });
  }

 private:
  void reply() {
    response_ = {};
    response_.result(web::status::ok);
    response_.version(request_.version());
    response_.set(web::field::content_type, "application/json");
    response_.keep_alive(request_.keep_alive());
    response_.body() = std::string(reply_bytes, 'x');
    response_.prepare_payload();
    stream_.expires_after(std::chrono::seconds(30));
    web::async_write(stream_, response_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) {
                       if (!error) self->read();
                     });
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  web::request<web::string_body> request_;
  web::response<web::string_body> response_;
};

void accept(tcp::acceptor& acceptor) {
  acceptor.async_accept([&acceptor](beast::error_code error, tcp::socket socket) {
    if (error) return;
    std::make_shared<Session>(std::move(socket))->read();
    accept(acceptor);
  });
}

}  // namespace

int serve_idiomatic(unsigned threads, sigset_t& ends) {
  asio::io_context context{static_cast<int>(threads)};
  tcp::acceptor acceptor(context, {asio::ip::make_address("127.0.0.1"), 0});
  std::printf("%u\n", unsigned{acceptor.local_endpoint().port()});
  std::fflush(stdout);
  accept(acceptor);
  std::vector<std::jthread> runners;
  for (unsigned i = 0; i < threads; ++i) runners.emplace_back([&] { context.run(); });
  int signal = 0;
  sigwait(&ends, &signal);
  context.stop();
  return 0;
}

}  // namespace fettle::bench
