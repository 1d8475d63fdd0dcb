// Problems of the transport: 400, 408, 413, 431, 503, 505.
#include "adapters/http/refusals.hpp"

#include <fmt/format.h>

#include <boost/beast/http/error.hpp>

#include "adapters/http/problem.hpp"
#include "adapters/http/render.hpp"

namespace fettle::http {

Response refusal_of(const boost::system::error_code& error, const ServerSettings& settings) {
  using boost::beast::http::error::bad_version;
  using boost::beast::http::error::body_limit;
  using boost::beast::http::error::header_limit;
  if (error == body_limit) {
    return to_response(Rejection{Refusal::too_large, "body_too_large",
                                 fmt::format("at most {} bytes", settings.body_bytes_max)});
  }
  if (error == header_limit) {
    return to_response(Problem{431, "headers_too_large",
                               fmt::format("at most {} bytes", settings.header_bytes_max)});
  }
  if (error == bad_version) return to_response(Problem{505, "http_version_unsupported", {}});
  return to_response(Rejection{Refusal::malformed, "request_malformed", "this is not HTTP/1.1"});
}

std::optional<Response> refusal_of(const RequestParser& parser) {
  if (parser.framed_otherwise()) {
    return to_response(Rejection{Refusal::malformed, "transfer_encoding_unsupported",
                                 "the only Transfer-Encoding is chunked, of HTTP/1.1"});
  }
  if (parser.hosts() == 1 || (parser.version() == 10 && parser.hosts() == 0)) return std::nullopt;
  return to_response(Rejection{Refusal::malformed, "host_malformed", "send one Host header"});
}

Response too_slow() {
  return to_response(
      Rejection{Refusal::too_slow, "request_too_slow", "the request did not arrive in time"});
}

Response no_memory() { return to_response(Fault{FaultKind::unavailable, "too_many_bodies", {}}); }

std::string no_room(std::string_view date) {
  const auto response = to_response(Fault{FaultKind::unavailable, "too_many_connections", {}});
  std::string text;
  append_head(text, response, date, After::close);
  return text + response.body;
}

}  // namespace fettle::http
