#include "core/position.hpp"

#include <fmt/format.h>

#include "core/text_numbers.hpp"

namespace fettle {

std::string to_text(const Position& position) {
  return fmt::format("{}:{}:{}", position.log.text(), number(position.partition),
                     number(position.offset));
}

std::optional<Position> parse_position(std::string_view text) {
  const auto last = text.rfind(':');
  if (last == std::string_view::npos || last == 0) return std::nullopt;
  const auto first = text.rfind(':', last - 1);
  if (first == std::string_view::npos) return std::nullopt;
  const auto log = text.substr(0, first);
  const auto partition = whole_number<std::uint32_t>(text.substr(first + 1, last - first - 1));
  const auto offset = whole_number<std::uint64_t>(text.substr(last + 1));
  if (!LogId::well_formed(log) || !partition || !offset) return std::nullopt;
  return Position{LogId(std::string(log)), Partition{*partition}, Offset{*offset}};
}

}  // namespace fettle
