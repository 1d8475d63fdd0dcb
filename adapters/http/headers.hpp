// The request headers that commands and queries understand, each from text to a value or a
// refusal that names it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "core/ports/dice.hpp"
#include "core/position.hpp"
#include "core/result.hpp"

namespace fettle::http {

inline constexpr std::size_t idempotency_key_longest = 128;
inline constexpr std::size_t positions_most = 16;

// An RFC 8941 string item without parameters. Nothing when it is not one.
std::optional<std::string> parse_structured_string(std::string_view text);

// Idempotency-Key as a quoted string (draft-ietf-httpapi-idempotency-key-header), or bare: 1 to
// 128 of A-Z a-z 0-9 . _ : ~ - (a UUID is). malformed `idempotency_key_malformed`.
Checked<std::optional<std::string>> idempotency_key(const Headers& headers);

// What If-Match or If-None-Match names: any version, or some.
struct VersionMatch {
  bool any = false;                     // "*"
  std::vector<std::uint64_t> versions;  // when not any
};

// malformed `if_match_malformed`: also for a weak tag, which can prove nothing here.
Checked<std::optional<VersionMatch>> if_match(const Headers& headers);
// Entity tags as sent, without quotes and weakness; "*" alone stands for any.
Checked<std::vector<std::string>> if_none_match(const Headers& headers);
std::string entity_tag(std::uint64_t version);  // "\"7\""

// Fettle-Position: positions joined by commas. malformed `position_malformed`.
Checked<std::vector<Position>> positions(const Headers& headers);

// The request's W3C traceparent when it is valid, else a new one that begins a trace here.
std::string traceparent(const Headers& headers, Dice& dice);
std::optional<std::string> parse_traceparent(std::string_view text);

// wrong_type `content_type_unsupported` unless the body is application/json (or …+json).
Checked<void> expect_json(const Headers& headers);

}  // namespace fettle::http
