// The two headers that speak of a part of some bytes: Content-Range of a piece that comes, Range of
// a part that is asked for (RFC 9110, section 14).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace fettle::http {

// "bytes 0-99/300", or "bytes */300", which brings nothing.
struct Piece {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t whole = 0;
};

// malformed `content_range_malformed`: also when the body is not as long as its range.
Checked<Piece> read_piece(std::optional<std::string_view> content_range, std::size_t body_size);

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t size = 0;
};

struct AskedRange {
  enum class Kind { all, part, unsatisfiable } kind = Kind::all;
  ByteRange part = {};
};

// What this server does not take (several ranges, other units) stands for all, as the RFC allows.
AskedRange read_range(std::optional<std::string_view> range, std::uint64_t whole);

}  // namespace fettle::http
