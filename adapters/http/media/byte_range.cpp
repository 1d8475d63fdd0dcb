#include "adapters/http/media/byte_range.hpp"

#include <algorithm>

#include "core/text_numbers.hpp"

namespace fettle::http {
namespace {

using Number = std::optional<std::uint64_t>;

// Takes what stands before `sign`; nothing, and the text as it was, when there is no such sign.
std::optional<std::string_view> take_until(std::string_view& text, char sign) {
  const auto at = text.find(sign);
  if (at == std::string_view::npos) return std::nullopt;
  const auto before = text.substr(0, at);
  text.remove_prefix(at + 1);
  return before;
}

Number number(std::optional<std::string_view> text) {
  return text ? whole_number<std::uint64_t>(*text) : std::nullopt;
}

std::optional<Piece> parse_piece(std::string_view text) {
  constexpr std::string_view unit = "bytes ";
  if (!text.starts_with(unit)) return std::nullopt;
  text.remove_prefix(unit.size());
  auto range = take_until(text, '/');
  const auto whole = number(text);
  if (!range || !whole) return std::nullopt;
  if (*range == "*") return Piece{0, 0, *whole};
  const auto first = number(take_until(*range, '-'));
  const auto last = number(range);
  if (!first || !last || *last < *first || *last >= *whole) return std::nullopt;
  return Piece{*first, *last - *first + 1, *whole};
}

AskedRange part(std::uint64_t first, std::uint64_t last, std::uint64_t whole) {
  return {AskedRange::Kind::part, {first, std::min(last, whole - 1) - first + 1}};
}

}  // namespace

Checked<Piece> read_piece(std::optional<std::string_view> content_range, std::size_t body_size) {
  const auto piece = content_range ? parse_piece(*content_range) : std::nullopt;
  if (piece && piece->size == body_size) return *piece;
  return Rejection{Refusal::malformed,
                   "content_range_malformed",
                   "send Content-Range: bytes <first>-<last>/<size> with exactly these bytes, or "
                   "bytes */<size> without any",
                   {}};
}

AskedRange read_range(std::optional<std::string_view> range, std::uint64_t whole) {
  constexpr std::string_view unit = "bytes=";
  const AskedRange none{AskedRange::Kind::unsatisfiable, {}};
  if (!range || !range->starts_with(unit)) return {};
  auto rest = range->substr(unit.size());
  const auto before = take_until(rest, '-');
  if (!before) return {};
  const auto first = number(before), last = number(rest);
  if (before->empty()) {
    if (!last) return {};
    if (*last == 0 || whole == 0) return none;
    return part(whole - std::min(*last, whole), whole - 1, whole);
  }
  if (!first || (!last && !rest.empty()) || (last && *last < *first)) return {};
  if (*first >= whole) return none;
  return part(*first, last.value_or(whole - 1), whole);
}

}  // namespace fettle::http
