// Properties of the small parsers, over texts that nobody would write by hand.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>

#include "adapters/http/base64url.hpp"
#include "adapters/http/headers.hpp"
#include "adapters/http/json_text.hpp"
#include "adapters/http/target.hpp"
#include "adapters/http/token_shape.hpp"
#include "core/utf8.hpp"

using fettle::is_utf8;
using namespace fettle::http;

namespace {

std::string percent_encoded(const std::string& text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

TEST_CASE("any bytes become a JSON string, and UTF-8 comes back as it was") {
  CHECK(rc::check([](const std::string& bytes) {
    std::string json;
    append_json(json, bytes);
    const auto back = nlohmann::json::parse(json).get<std::string>();
    RC_ASSERT(is_utf8(back));
    if (is_utf8(bytes)) RC_ASSERT(back == bytes);
  }));
}

TEST_CASE("base64url comes back as it was, and what is read has that one spelling") {
  CHECK(rc::check([](const std::string& bytes) {
    RC_ASSERT(from_base64url(to_base64url(bytes)) == bytes);
    if (const auto read = from_base64url(bytes)) RC_ASSERT(to_base64url(*read) == bytes);
  }));
}

TEST_CASE("an encoded segment and parameter come back as they were") {
  CHECK(rc::check([] {
    const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(0x20, 0x7f));
    const auto code = percent_encoded(text);
    const auto target = parse_target("/mp/" + code + "?" + code + "=" + code);
    RC_ASSERT(target.has_value());
    RC_ASSERT(target->segments.at(1) == text);
    if (!text.empty()) RC_ASSERT(target->query.at(0).value == text);
  }));
}

TEST_CASE("a quoted string comes back as it was") {
  CHECK(rc::check([] {
    const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(0x20, 0x7f));
    RC_ASSERT(parse_structured_string(quoted(text)) == text);
  }));
}

TEST_CASE("no bytes bring a parser down") {
  CHECK(rc::check([](const std::string& bytes) {
    (void)parse_target("/" + bytes);
    (void)parse_structured_string(bytes);
    (void)parse_traceparent(bytes);
    (void)read_token(bytes);
    (void)read_token(to_base64url(bytes) + "." + to_base64url(bytes) + ".");
    (void)read_claims(bytes);
    Headers headers;
    for (const auto* name : {"If-Match", "If-None-Match", "Fettle-Position", "Idempotency-Key"}) {
      headers.add(name, bytes);
    }
    (void)if_match(headers);
    (void)if_none_match(headers);
    (void)positions(headers);
    (void)idempotency_key(headers);
  }));
}
