// One connection: read a request, hand it over, write the answer, and so on. One request is in
// hand at a time; what a client sends ahead waits in the buffer, so answers keep their order.
#include "adapters/http/session.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>

#include "adapters/http/refusals.hpp"
#include "adapters/http/render.hpp"
#include "adapters/http/request_parser.hpp"

namespace fettle::http {
namespace {

using Error = boost::system::error_code;
using TlsStream = boost::asio::ssl::stream<Socket>;

constexpr std::size_t read_at_once = 8 * 1024;  // for heads
constexpr std::size_t read_body_at_once = 64 * 1024;
constexpr std::size_t body_copied_most = 16 * 1024;  // larger ones are sent from where they are
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

Socket& socket_of(Socket& stream) { return stream; }
Socket& socket_of(TlsStream& stream) { return stream.next_layer(); }

enum class Stage { greeting, idle, head, body, handling, writing, leaving, closed };

template <class Stream>
class Session final : public Connection, public std::enable_shared_from_this<Session<Stream>> {
 public:
  static constexpr bool secure = std::is_same_v<Stream, TlsStream>;

  Session(Lane& lane, Stream stream, const Handler& handler)
      : lane_(lane),
        handler_(handler),
        stream_(std::move(stream)),
        in_(lane.settings().header_bytes_max + read_body_at_once),
        door_(lane.door(*this)) {}
  ~Session() override { door_->close(); }

  void start() override;
  void answer(std::uint64_t ticket, Response response) override;
  bool due(std::uint64_t now) const override { return deadline_ != 0 && now >= deadline_; }
  void expire() override;
  void drain() override;
  void abort() override;

 private:
  void enter(Stage stage, std::chrono::milliseconds limit);
  void enter_without_limit(Stage stage);
  void await_request();
  void read();
  void on_read(const Error& error, std::size_t size);
  void parse();
  void head_seen();
  void hand_over();
  void refuse(Response response);
  void write(Response response);
  void write_rest(Response part);
  void send();
  void on_written(const Error& error);
  void leave();
  void discard();
  void give_back() { lane_.release(std::exchange(reserved_, 0)); }

  auto self() { return this->shared_from_this(); }
  const ServerSettings& settings() const { return lane_.settings(); }

  Lane& lane_;
  const Handler& handler_;
  Stream stream_;
  boost::beast::flat_buffer in_;
  std::optional<RequestParser> parser_;
  std::shared_ptr<Door> door_;
  std::string peer_;
  std::string out_;
  std::string out_body_;
  std::function<void(Responder)> rest_;  // of a body that is written in parts
  std::uint64_t left_ = 0;               // bytes of it
  std::uint64_t reserved_ = 0;           // for a body still arriving
  std::uint64_t ticket_ = 0;
  std::uint64_t deadline_ = 0;  // in ticks; 0: none
  Stage stage_ = Stage::greeting;
  After after_ = After::keep_open;
  bool head_only_ = false;
};

template <class Stream>
void Session<Stream>::enter(Stage stage, std::chrono::milliseconds limit) {
  stage_ = stage;
  deadline_ = lane_.now() + Lane::ticks(limit);
}

template <class Stream>
void Session<Stream>::enter_without_limit(Stage stage) {
  stage_ = stage;
  deadline_ = 0;
}

template <class Stream>
void Session<Stream>::start() {
  Error error;
  socket_of(stream_).set_option(boost::asio::ip::tcp::no_delay(true), error);
  const auto peer = socket_of(stream_).remote_endpoint(error);
  if (error) return abort();
  peer_ = peer.address().to_string();
  if constexpr (secure) {
    enter(Stage::greeting, settings().header_timeout);
    stream_.async_handshake(
        boost::asio::ssl::stream_base::server,
        [self = self()](const Error& failed) { failed ? self->abort() : self->await_request(); });
  } else {
    await_request();
  }
}

template <class Stream>
void Session<Stream>::await_request() {
  if (stage_ == Stage::closed) return;
  parser_.emplace(settings().header_bytes_max, settings().body_bytes_max);
  after_ = After::keep_open;
  enter(Stage::idle, settings().idle_timeout);
  if (in_.size() > 0) return parse();
  if (lane_.draining()) return abort();
  read();
}

template <class Stream>
void Session<Stream>::read() {
  const auto size = stage_ == Stage::body ? read_body_at_once : read_at_once;
  const auto room = in_.max_size() - in_.size();
  if (room == 0) return refuse(refusal_of({}, settings()));  // a chunk's head without an end
  stream_.async_read_some(
      in_.prepare(std::min(size, room)),
      [self = self()](const Error& error, std::size_t read) { self->on_read(error, read); });
}

template <class Stream>
void Session<Stream>::on_read(const Error& error, std::size_t size) {
  // A deadline or the end of the server may have overtaken these bytes.
  if (stage_ != Stage::idle && stage_ != Stage::head && stage_ != Stage::body) return;
  if (error) return abort();
  in_.commit(size);
  parse();
}

template <class Stream>
void Session<Stream>::parse() {
  if (stage_ == Stage::idle) enter(Stage::head, settings().header_timeout);
  Error error;
  in_.consume(parser_->put(in_.data(), error));
  if (error && error != boost::beast::http::error::need_more) {
    return refuse(refusal_of(error, settings()));
  }
  if (parser_->is_done()) return hand_over();
  if (stage_ == Stage::head && parser_->is_header_done()) return head_seen();
  read();
}

template <class Stream>
void Session<Stream>::head_seen() {
  const auto length = parser_->content_length();
  const auto promised = length ? *length : settings().body_bytes_max;
  if (!lane_.reserve(promised)) return refuse(no_memory());
  reserved_ = promised;
  enter(Stage::body, settings().body_timeout);
  if (!parser_->expects_continue() || in_.size() > 0) return read();
  boost::asio::async_write(stream_, boost::asio::buffer(go_on),
                           [self = self()](const Error& error, std::size_t) {
                             if (self->stage_ != Stage::body) return;
                             error ? self->abort() : self->read();
                           });
}

template <class Stream>
void Session<Stream>::hand_over() {
  give_back();
  if (auto refusal = refusal_of(*parser_)) return refuse(std::move(*refusal));
  if (!parser_->keep_alive()) {
    after_ = After::close;
  } else if (parser_->version() == 10) {
    after_ = After::keep_open_as_asked;
  }
  auto& request = parser_->request();
  request.peer = peer_;
  head_only_ = request.method == Method::head;
  enter_without_limit(Stage::handling);
  handler_(std::move(request), Responder(door_, ++ticket_));
}

// Says no to what was not read to its end: nothing behind it can be trusted to be a request.
template <class Stream>
void Session<Stream>::refuse(Response response) {
  give_back();
  if (settings().refused) settings().refused(response.status);
  after_ = After::close;
  head_only_ = false;
  write(std::move(response));
}

template <class Stream>
void Session<Stream>::answer(std::uint64_t ticket, Response response) {
  if (stage_ != Stage::handling || ticket != ticket_) return;
  left_ > 0 ? write_rest(std::move(response)) : write(std::move(response));
}

template <class Stream>
void Session<Stream>::write(Response response) {
  enter(Stage::writing, settings().write_timeout);
  if (lane_.draining()) after_ = After::close;
  out_.clear();
  append_head(out_, response, lane_.date(), after_);
  out_body_.clear();
  if (!head_only_ && !has_no_content(response.status)) {
    left_ = response.body_length() - response.body.size();
    rest_ = std::move(response.rest);
    if (response.body.size() <= body_copied_most) {
      out_ += response.body;
    } else {
      out_body_ = std::move(response.body);
    }
  }
  send();
}

// Too late to say what is wrong: the client sees that bytes are missing.
template <class Stream>
void Session<Stream>::write_rest(Response part) {
  if (part.status != 200 || part.body.empty() || part.body.size() > left_) return abort();
  enter(Stage::writing, settings().write_timeout);
  left_ -= part.body.size();
  out_.clear();
  out_body_ = std::move(part.body);
  send();
}

template <class Stream>
void Session<Stream>::send() {
  const std::array buffers{boost::asio::buffer(std::as_const(out_)),
                           boost::asio::buffer(std::as_const(out_body_))};
  boost::asio::async_write(stream_, buffers, [self = self()](const Error& error, std::size_t) {
    self->on_written(error);
  });
}

template <class Stream>
void Session<Stream>::on_written(const Error& error) {
  if (stage_ != Stage::writing) return;
  if (error) return abort();
  if (left_ > 0) {
    enter_without_limit(Stage::handling);
    return rest_(Responder(door_, ++ticket_));
  }
  rest_ = {};
  if (after_ == After::close) return leave();
  await_request();
}

// Closing at once with unread bytes would make the kernel reset the connection, and the client
// would lose the answer that says why. So it is read to its end for a while, unseen.
template <class Stream>
void Session<Stream>::leave() {
  enter(Stage::leaving, settings().linger);
  if constexpr (secure) {
    stream_.async_shutdown([self = self()](const Error&) { self->discard(); });
  } else {
    discard();
  }
}

template <class Stream>
void Session<Stream>::discard() {
  if (stage_ != Stage::leaving) return;
  Error error;
  socket_of(stream_).shutdown(boost::asio::socket_base::shutdown_send, error);
  in_.clear();
  socket_of(stream_).async_read_some(in_.prepare(read_body_at_once),
                                     [self = self()](const Error& ended, std::size_t) {
                                       ended ? self->abort() : self->discard();
                                     });
}

template <class Stream>
void Session<Stream>::expire() {
  if (stage_ != Stage::head && stage_ != Stage::body) return abort();
  Error error;
  socket_of(stream_).cancel(error);
  refuse(too_slow());
}

template <class Stream>
void Session<Stream>::drain() {
  if (stage_ == Stage::idle || stage_ == Stage::greeting) return abort();
  after_ = After::close;
}

template <class Stream>
void Session<Stream>::abort() {
  if (stage_ == Stage::closed) return;
  enter_without_limit(Stage::closed);
  give_back();
  left_ = 0;
  const auto alive = self();
  Error error;
  socket_of(stream_).close(error);
  lane_.forget(*this);
}

}  // namespace

std::shared_ptr<Connection> plain_session(Lane& lane, Socket socket, const Handler& handler) {
  return std::make_shared<Session<Socket>>(lane, std::move(socket), handler);
}

std::shared_ptr<Connection> tls_session(Lane& lane, Socket socket, const Handler& handler,
                                        boost::asio::ssl::context& tls) {
  return std::make_shared<Session<TlsStream>>(lane, TlsStream(std::move(socket), tls), handler);
}

}  // namespace fettle::http
