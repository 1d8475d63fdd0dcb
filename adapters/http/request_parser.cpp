// The callbacks of Beast's parser.
#include "adapters/http/request_parser.hpp"

#include <algorithm>
#include <boost/beast/http/error.hpp>

namespace fettle::http {
namespace {

using boost::beast::http::verb;

// Memory is taken as a body arrives, not as its sender announces it.
constexpr std::uint64_t body_reserved_at_first = 16 * 1024;

Method method_of(verb verb) {
  if (verb == verb::get) return Method::get;
  if (verb == verb::post) return Method::post;
  if (verb == verb::put) return Method::put;
  if (verb == verb::patch) return Method::patch;
  if (verb == verb::delete_) return Method::remove;
  if (verb == verb::head) return Method::head;
  if (verb == verb::options) return Method::options;
  return Method::other;
}

}  // namespace

RequestParser::RequestParser(std::uint32_t header_bytes_max, std::uint64_t body_bytes_max)
    : header_bytes_max_(header_bytes_max) {
  header_limit(header_bytes_max);
  body_limit(body_bytes_max);
}

// Beast allows the first line and the fields as much each when they arrive together.
std::size_t RequestParser::put(boost::asio::const_buffer bytes, Error& error) {
  if (is_header_done()) return basic_parser::put(bytes, error);
  eager(false);  // so that it stops behind the head
  const auto size = basic_parser::put(bytes, error);
  eager(true);
  header_bytes_ += size;
  if (header_bytes_ > header_bytes_max_) {
    error = boost::beast::http::error::header_limit;
    return size;
  }
  if (error || is_done() || size == bytes.size()) return size;
  return size + basic_parser::put(bytes + size, error);
}

void RequestParser::on_request_impl(verb verb, Text, Text target, int version, Error&) {
  request_.method = method_of(verb);
  request_.target.assign(target.data(), target.size());
  version_ = version;
}

void RequestParser::on_field_impl(Field field, Text name, Text value, Error&) {
  if (in_trailer_) return;
  if (field == Field::host) ++hosts_;
  has_coding_ = has_coding_ || field == Field::transfer_encoding;
  if (field == Field::expect) expects_continue_ = boost::beast::iequals(value, "100-continue");
  request_.headers.add({name.data(), name.size()}, {value.data(), value.size()});
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) {
  if (length) request_.body.reserve(std::min(*length, body_reserved_at_first));
}

std::size_t RequestParser::on_body_impl(Text body, Error&) {
  request_.body.append(body.data(), body.size());
  return body.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text body, Error&) {
  request_.body.append(body.data(), body.size());
  return body.size();
}

}  // namespace fettle::http
