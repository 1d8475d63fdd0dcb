// Where a commit ends in a log: the token for read-your-writes.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/id.hpp"

namespace fettle {

using LogId = Id<struct LogTag>;
enum class Partition : std::uint32_t {};
enum class Offset : std::uint64_t {};  // a record's ordinal number in its partition, from 0

constexpr std::uint64_t number(Offset offset) { return static_cast<std::uint64_t>(offset); }
constexpr std::uint32_t number(Partition p) { return static_cast<std::uint32_t>(p); }
constexpr Offset next(Offset offset) { return Offset{number(offset) + 1}; }

struct Position {
  LogId log;
  Partition partition{};
  Offset offset{};
  bool operator==(const Position&) const = default;
};

std::string to_text(const Position& position);  // "<log id>:<partition>:<offset>"
std::optional<Position> parse_position(std::string_view text);

}  // namespace fettle
