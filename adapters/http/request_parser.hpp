// Reads one request from bytes as they arrive, straight into our plain Request.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <string_view>

#include "adapters/http/message.hpp"

namespace fettle::http {

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  RequestParser(std::uint32_t header_bytes_max, std::uint64_t body_bytes_max);

  // Takes what belongs to this request, and says how much that is. The whole head has one limit.
  std::size_t put(boost::asio::const_buffer bytes, boost::system::error_code& error);

  Request& request() { return request_; }
  bool expects_continue() const { return expects_continue_; }
  int version() const { return version_; }   // 11 for HTTP/1.1
  unsigned hosts() const { return hosts_; }  // Host headers seen
  // The body's end is not where the sender says: a coding that we do not know stands for, or after,
  // `chunked`, or HTTP/1.0 names one. What follows could pass for a request of its own.
  bool framed_otherwise() const { return has_coding_ && (!chunked() || version_ == 10); }

 private:
  using Text = boost::beast::string_view;
  using Error = boost::beast::error_code;
  using Field = boost::beast::http::field;

  void on_request_impl(boost::beast::http::verb verb, Text verb_text, Text target, int version,
                       Error&) override;
  void on_response_impl(int, Text, int, Error&) override {}
  void on_field_impl(Field field, Text name, Text value, Error&) override;
  void on_header_impl(Error&) override { in_trailer_ = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) override;
  std::size_t on_body_impl(Text body, Error&) override;
  void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, Error&) override;
  void on_finish_impl(Error&) override {}

  Request request_;
  std::size_t header_bytes_ = 0, header_bytes_max_;
  int version_ = 0;
  unsigned hosts_ = 0;
  bool has_coding_ = false;  // a Transfer-Encoding header was seen
  bool expects_continue_ = false;
  bool in_trailer_ = false;  // fields behind a chunked body are no headers: they are dropped
};

}  // namespace fettle::http
