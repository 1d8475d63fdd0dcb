// Header values against published vectors and the rules of ours.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "adapters/http/headers.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;
using namespace fettle::http;

namespace {

nlohmann::json vectors(const std::string& name) {
  std::ifstream file(std::string(FETTLE_SOURCE_ROOT) + "/test/vectors/" + name);
  return nlohmann::json::parse(file);
}

Headers with(std::string_view name, std::initializer_list<std::string_view> values) {
  Headers headers;
  for (const auto value : values) headers.add(name, value);
  return headers;
}

std::optional<std::string> key_of(std::string_view text) {
  const auto key = idempotency_key(with("idempotency-key", {text}));
  return key ? *key : std::nullopt;
}

}  // namespace

TEST_CASE("structured strings are read as the published vectors say") {
  int checked = 0;
  const auto all = vectors("structured_field_string.json");
  for (const auto& item : all["string"]) {
    std::string text;
    for (const auto& line : item["raw"]) {
      if (!text.empty()) text += ", ";
      text += line.get<std::string>();
    }
    CAPTURE(text);
    const auto parsed = parse_structured_string(text);
    if (item.value("must_fail", false)) {
      CHECK(!parsed);
    } else {
      CHECK(parsed == item["expected"][0].get<std::string>());
    }
    ++checked;
  }
  CHECK(checked >= 14);
}

TEST_CASE("an idempotency key is a quoted string or a bare token, and means the same in both") {
  CHECK(key_of("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"") ==
        key_of("8e03978e-40d5-43dd-bc93-6894a57f9324"));
  CHECK(key_of("\"with \\\"quotes\\\"\"") == "with \"quotes\"");
  CHECK(key_of(std::string(128, 'k')) == std::string(128, 'k'));
  CHECK(*idempotency_key(Headers{}) == std::nullopt);
}

TEST_CASE("an idempotency key of another shape is refused") {
  for (const std::string& bad : {std::string(), std::string(129, 'k'), std::string("two words"),
                                 std::string("\"\""), std::string("\"open"), std::string("a,b"),
                                 "\"" + std::string(129, 'k') + "\"", std::string("\"a\";p=1")}) {
    CAPTURE(bad);
    const auto key = idempotency_key(with("Idempotency-Key", {bad}));
    REQUIRE(!key);
    CHECK(key.error().code == "idempotency_key_malformed");
    CHECK(key.error().kind == Refusal::malformed);
  }
  CHECK(!idempotency_key(with("Idempotency-Key", {"a", "a"})));
}

TEST_CASE("If-Match takes versions and *, and no weak tag") {
  const auto one = if_match(with("If-Match", {"\"7\""}));
  REQUIRE(one);
  using Versions = std::vector<std::uint64_t>;
  CHECK((*one)->versions == Versions{7});
  CHECK_FALSE((*one)->any);
  CHECK((*if_match(with("If-Match", {"\"7\", \"9\""})))->versions == Versions{7, 9});
  CHECK((*if_match(with("If-Match", {"*"})))->any);
  for (const auto* none : {"\"seven\"", "\"07\""}) {
    const auto match = *if_match(with("If-Match", {none}));
    CHECK(match->versions.empty());
    CHECK_FALSE(match->any);
  }
  CHECK(!if_match(Headers{})->has_value());
  for (const auto* bad : {"W/\"7\"", "7", "\"7", "\"7\",", "", "\"7\" \"8\"", "*, \"7\""}) {
    CAPTURE(bad);
    const auto match = if_match(with("If-Match", {bad}));
    REQUIRE(!match);
    CHECK(match.error().code == "if_match_malformed");
  }
}

TEST_CASE("If-None-Match compares weakly") {
  CHECK(*if_none_match(with("If-None-Match", {"W/\"a\", \"b\""})) ==
        std::vector<std::string>{"a", "b"});
  CHECK(*if_none_match(with("If-None-Match", {"*"})) == std::vector<std::string>{"*"});
  CHECK(!if_none_match(with("If-None-Match", {"a"})));
  CHECK(entity_tag(7) == "\"7\"");
}

TEST_CASE("positions are read as a list") {
  const auto list = positions(with("Fettle-Position", {"log-1:0:17, log-1:3:9", "log-2:0:1"}));
  REQUIRE(list);
  REQUIRE(list->size() == 3);
  CHECK(to_text((*list)[1]) == "log-1:3:9");
  CHECK(positions(Headers{})->empty());
  for (const auto* bad : {"", "x", "log:0:1,", ",", "log:0:-1"}) {
    CAPTURE(bad);
    const auto parsed = positions(with("Fettle-Position", {bad}));
    REQUIRE(!parsed);
    CHECK(parsed.error().code == "position_malformed");
  }
  std::string many = "log:0:1";
  for (int i = 0; i < 16; ++i) many += ",log:0:1";
  CHECK(!positions(with("Fettle-Position", {many})));
}

TEST_CASE("a trace goes on or begins anew as the W3C vectors say") {
  const auto all = vectors("traceparent.json");
  for (const auto& valid : all["valid_continue"]) {
    const auto text = valid.get<std::string>();
    CAPTURE(text);
    CHECK(parse_traceparent(text) == "00" + text.substr(2, 53));
  }
  for (const auto& valid : all["valid_after_trimming_ows"]) {
    CHECK(parse_traceparent(valid.get<std::string>()));
  }
  for (const auto& invalid : all["invalid_restart_trace"]) {
    const auto text = invalid.get<std::string>();
    CAPTURE(text);
    CHECK(!parse_traceparent(text));
  }
}

TEST_CASE("without a valid traceparent a new trace begins") {
  fettle::test::TestDice dice(1);
  const std::string good = "00-12345678901234567890123456789012-1234567890123456-01";
  const std::string other = "00-22345678901234567890123456789012-1234567890123456-01";
  CHECK(traceparent(with("Traceparent", {good}), dice) == good);
  const auto fresh = traceparent(Headers{}, dice);
  CHECK(parse_traceparent(fresh) == fresh);
  CHECK(traceparent(Headers{}, dice) != fresh);
  const auto neither = traceparent(with("traceparent", {good, other}), dice);
  CHECK(neither != good);
  CHECK(neither != other);
}

TEST_CASE("a body must say that it is JSON") {
  CHECK(expect_json(with("Content-Type", {"application/json"})));
  CHECK(expect_json(with("Content-Type", {"Application/JSON; charset=utf-8"})));
  CHECK(expect_json(with("Content-Type", {"application/cloudevents+json"})));
  for (const auto* bad : {"text/plain", "application/x-www-form-urlencoded", "json", ""}) {
    const auto checked = expect_json(with("Content-Type", {bad}));
    REQUIRE(!checked);
    CHECK(checked.error().kind == Refusal::wrong_type);
  }
}
