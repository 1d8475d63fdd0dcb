#include "bench/generator/answer.hpp"

#include <doctest/doctest.h>

#include <string>

using fettle::bench::parse_answer;
using fettle::bench::Received;
using State = Received::State;

const std::string whole =
    "HTTP/1.1 201 Created\r\nDate: Sun\r\ncontent-length: 5\r\nCache-Control: "
    "no-store\r\n\r\nhello";

TEST_CASE("an answer is whole with its last byte, and not before") {
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK(parse_answer(std::string_view(whole).substr(0, size)).state == State::partial);
  }
  const auto more = whole + "HTTP";
  const auto received = parse_answer(more);
  CHECK(received.state == State::whole);
  CHECK(received.size == whole.size());
  CHECK(received.answer.status == 201);
  CHECK(received.answer.body == "hello");
  CHECK_FALSE(received.closes);
}

TEST_CASE("a server that takes no more requests is understood") {
  const auto received =
      parse_answer("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  CHECK(received.state == State::whole);
  CHECK(received.closes);
}

TEST_CASE("what is no answer of a known length is malformed") {
  for (const std::string text :
       {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "\r\n\r\n",
        "SMTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}) {
    CAPTURE(text);
    CHECK(parse_answer(text).state == State::malformed);
  }
}
