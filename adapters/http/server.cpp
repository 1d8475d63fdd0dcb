// Listening, TLS settings, and the lanes' beginning and end.
#include "adapters/http/server.hpp"

#include <openssl/ssl.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "adapters/http/lane.hpp"
#include "adapters/http/refusals.hpp"
#include "adapters/http/session.hpp"

namespace fettle::http {
namespace {

namespace asio = boost::asio;
using Error = boost::system::error_code;
using Tls = std::optional<asio::ssl::context>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Context::executor_type>;

// Out of file descriptors, accepting fails until one is free.
constexpr std::chrono::milliseconds accept_again{100};

Result<Tls> open_tls(const std::optional<TlsFiles>& files) {
  if (!files) return Tls{};
  Error error;
  asio::ssl::context tls(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
  tls.use_certificate_chain_file(files->certificate_chain, error);
  if (!error) tls.use_private_key_file(files->private_key, asio::ssl::context::pem, error);
  if (error) {
    return Fault{FaultKind::invalid, "tls_files_unusable",
                 files->certificate_chain + ", " + files->private_key + ": " + error.message()};
  }
  return Tls{std::move(tls)};
}

class LaneServer final : public Server {
 public:
  LaneServer(const ServerSettings& settings, Handler handler, const Clock& clock, Tls tls)
      : settings_(settings), handler_(std::move(handler)), tls_(std::move(tls)) {
    for (unsigned i = 0; i < std::max(1u, settings_.io_threads); ++i) {
      lanes_.push_back(std::make_unique<Lane>(settings_, clock, held_));
    }
    acceptor_.emplace(lanes_.front()->context());
    accept_timer_.emplace(lanes_.front()->context());
  }
  ~LaneServer() override { stop(); }

  Result<void> listen();
  std::uint16_t port() const override { return port_; }
  ServerCounts counts() const override {
    return {held_.connections, held_.body_bytes, turned_away_};
  }
  void stop() override;

 private:
  void accept();
  void on_accepted(const Error& error, Lane& lane, Socket socket);
  void turn_away(Socket socket);

  const ServerSettings settings_;
  const Handler handler_;
  Tls tls_;
  Held held_;
  std::atomic<std::uint64_t> turned_away_ = 0;
  std::uint16_t port_ = 0;
  std::size_t next_lane_ = 0;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::optional<Acceptor> acceptor_;  // on the first lane's thread once it has begun
  std::optional<asio::steady_timer> accept_timer_;
};

Result<void> LaneServer::listen() {
  Error error;
  const auto address = asio::ip::make_address(settings_.address, error);
  if (error) return Fault{FaultKind::invalid, "address_unusable", settings_.address};
  const asio::ip::tcp::endpoint endpoint(address, settings_.port);
  acceptor_->open(endpoint.protocol(), error);
  if (!error) acceptor_->set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_->bind(endpoint, error);
  if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    const auto* code = error == asio::error::address_in_use ? "address_in_use" : "listen_failed";
    return Fault{FaultKind::unavailable, code,
                 settings_.address + ":" + std::to_string(settings_.port) + ": " + error.message()};
  }
  port_ = acceptor_->local_endpoint().port();
  accept();
  for (const auto& lane : lanes_) lane->begin();
  return {};
}

void LaneServer::accept() {
  auto& lane = *lanes_[next_lane_++ % lanes_.size()];
  acceptor_->async_accept(lane.context(), [this, &lane](const Error& error, Socket socket) {
    on_accepted(error, lane, std::move(socket));
  });
}

void LaneServer::on_accepted(const Error& error, Lane& lane, Socket socket) {
  if (!acceptor_->is_open()) return;
  if (error) {
    accept_timer_->expires_after(accept_again);
    return accept_timer_->async_wait([this](const Error& stopped) {
      if (!stopped) accept();
    });
  }
  if (held_.connections >= settings_.connections_max) {
    turn_away(std::move(socket));
  } else {
    asio::post(lane.context(), [this, &lane, taken = std::move(socket)]() mutable {
      lane.adopt(tls_ ? tls_session(lane, std::move(taken), handler_, *tls_)
                      : plain_session(lane, std::move(taken), handler_));
    });
  }
  accept();
}

// Best effort, in one piece: a client who cannot be told is closed.
void LaneServer::turn_away(Socket socket) {
  ++turned_away_;
  if (settings_.refused) settings_.refused(503);
  if (tls_) return;
  Error error;
  socket.non_blocking(true, error);
  const auto text = no_room(lanes_.front()->date());
  socket.write_some(asio::buffer(text), error);
  socket.shutdown(asio::socket_base::shutdown_both, error);
}

void LaneServer::stop() {
  asio::post(lanes_.front()->context(), [this] {
    Error error;
    acceptor_->close(error);
    accept_timer_->cancel();
  });
  for (const auto& lane : lanes_) lane->stop_gently();
  for (const auto& lane : lanes_) lane->join();
}

}  // namespace

Result<std::unique_ptr<Server>> Server::open(const ServerSettings& settings, Handler handler,
                                             const Clock& clock) {
  auto tls = TRY(open_tls(settings.tls));
  auto server = std::make_unique<LaneServer>(settings, std::move(handler), clock, std::move(tls));
  TRY(server->listen());
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace fettle::http
