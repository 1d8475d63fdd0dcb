// One request out of bytes, however they arrive.
#include "adapters/http/request_parser.hpp"

#include <doctest/doctest.h>

#include <boost/beast/http/error.hpp>

using namespace fettle::http;

namespace {

constexpr std::uint32_t header_bytes_most = 200;
constexpr std::uint64_t body_bytes_most = 100;

struct Read {
  boost::system::error_code error;
  std::size_t size = 0;
  bool done = false;
};

Read read(std::string_view bytes, std::size_t step) {
  RequestParser parser(header_bytes_most, body_bytes_most);
  Read read;
  for (std::size_t there = 0; there < bytes.size() && !parser.is_done();) {
    there = std::min(there + step, bytes.size());
    const auto arrived = bytes.substr(read.size, there - read.size);
    read.size += parser.put({arrived.data(), arrived.size()}, read.error);
    if (read.error && read.error != boost::beast::http::error::need_more) return read;
  }
  read.done = parser.is_done();
  return read;
}

std::string with_head_of(std::size_t size) {
  const std::string target = "GET /" + std::string(100, 'x') + " HTTP/1.1\r\nHost: ";
  return target + std::string(size - target.size() - 4, 'y') + "\r\n\r\n";
}

}  // namespace

TEST_CASE("the limit of a head is that of its first line and its fields, however they arrive") {
  for (const std::size_t step : {1U, 7U, 120U, 1000U}) {
    CAPTURE(step);
    const auto most = read(with_head_of(header_bytes_most), step);
    CHECK(most.done);
    CHECK(most.size == header_bytes_most);
    CHECK(read(with_head_of(header_bytes_most + 1), step).error ==
          boost::beast::http::error::header_limit);
  }
}

TEST_CASE("a body behind its head is taken with it, and what follows is left") {
  const std::string one = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
  for (const std::size_t step : {1U, 7U, 1000U}) {
    CAPTURE(step);
    const auto taken = read(one + one, step);
    CHECK(taken.done);
    CHECK(taken.size == one.size());
  }
}
