// A request, a response, and the one-shot way back to the caller. Plain values: whoever serves a
// face includes this and never sees the HTTP library.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fettle::http {

enum class Method { get, head, post, put, patch, remove, options, other };

std::string_view to_text(Method method);  // "GET" …; `other` is "OTHER"

// The headers of a request in the order sent, in one piece of memory.
class Headers {
 public:
  void add(std::string_view name, std::string_view value);
  std::optional<std::string_view> find(std::string_view name) const;  // the first; any case
  std::vector<std::string_view> all(std::string_view name) const;     // any case
  std::string joined(std::string_view name) const;                    // by ", " (RFC 9110 5.3)
  std::size_t size() const { return spans_.size(); }

 private:
  struct Span {
    std::uint32_t name_at, name_size, value_at, value_size;
  };
  std::string_view name(const Span& span) const;
  std::string_view value(const Span& span) const;

  std::string text_;
  std::vector<Span> spans_;
};

struct Parameter {
  std::string name;
  std::string value;
};

struct Request {
  Method method = Method::get;
  std::string target;            // as sent: path and query
  std::vector<Parameter> query;  // decoded, in the order sent; filled by the router
  Headers headers;
  std::string body;
  std::string peer;  // address without port
};

// The first query parameter of that name.
std::optional<std::string_view> find(const std::vector<Parameter>& parameters,
                                     std::string_view name);

class Responder;

struct Response {
  unsigned status = 200;
  std::string content_type;  // empty: no body
  std::string body;
  std::vector<Parameter> headers;  // besides Date, Content-Type, Content-Length, Connection

  // A body that is too large to be held at once: `body` is its beginning, and each call of `rest`,
  // made on an I/O thread when all before has left, answers with the body that follows; any status
  // but 200, and a part without bytes, ends the connection. `length` is that of the whole body.
  std::uint64_t length = 0;
  std::function<void(Responder)> rest = {};
  std::uint64_t body_length() const { return rest ? length : body.size(); }
};

Response json(unsigned status, std::string body);
Response plain(unsigned status, std::string body);
Response empty(unsigned status);

// Where an answer goes. Any thread; `ticket` names the request that is answered.
class ReplySink {
 public:
  virtual ~ReplySink() = default;
  virtual void reply(std::uint64_t ticket, Response response) = 0;
};

// Answers one request, once, from any thread. Dropped without an answer it says 500, so that no
// client waits for ever on a mistake of ours.
class Responder {
 public:
  using Watch = std::function<void(const Response&)>;

  Responder(std::shared_ptr<ReplySink> sink, std::uint64_t ticket);
  explicit Responder(std::function<void(Response)> answer);  // for tests and in-process callers
  Responder(Responder&& other) noexcept;
  Responder& operator=(Responder&& other) noexcept;
  ~Responder();

  void operator()(Response response);  // precondition: not yet answered

  // Called with the answer just before it leaves, on the answering thread; the last added first.
  void watch(Watch watch);

 private:
  std::shared_ptr<ReplySink> sink_;
  std::uint64_t ticket_;
  std::vector<Watch> watches_;
};

// Called on an I/O thread: must not block. The responder may be kept and used later.
using Handler = std::function<void(Request, Responder)>;

}  // namespace fettle::http
