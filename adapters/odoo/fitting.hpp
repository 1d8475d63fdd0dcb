// Odoo's values as our commands take them: texts cut to their bound, quantities in whole pieces.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/odoo/quantity.hpp"
#include "core/utf8.hpp"
#include "schemas/odoo/document.hpp"
#include "schemas/stock_sync/commands.hpp"
#include "schemas/values.hpp"

namespace fettle::odoo {

// The first `most` characters, on one line.
inline std::string one_line(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t taken = 0; at < text.size() && taken < most; ++taken) {
    at += std::max<std::size_t>(utf8_sequence(text, at), 1);
  }
  std::string line(text.substr(0, at));
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return line;
}

// `instead` stands for an empty one.
template <class Bounded>
Bounded fitting(std::string_view text, std::string_view instead) {
  return Bounded(one_line(text.empty() ? instead : text, Bounded::max));
}

template <class Bounded>
std::optional<Bounded> fitting_if_any(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return Bounded(one_line(text, Bounded::max));
}

// What was issued or came back, if a requisition can hold it; else a person must look.
inline std::optional<SomePieces> some_pieces(Quantity quantity) {
  const auto whole = quantity.pieces_down();
  if (!quantity.is_whole() || whole < SomePieces::min || whole > SomePieces::max) {
    return std::nullopt;
  }
  return SomePieces(whole);
}

template <class Bounded>
Bounded clamped(std::int64_t number) {
  return Bounded(std::clamp(number, Bounded::min, Bounded::max));
}

inline Pieces pieces_of(Quantity quantity) { return clamped<Pieces>(quantity.pieces_down()); }

inline FoundDocument found_document(std::string_view model, std::int64_t id, std::string_view name,
                                    std::string_view state) {
  return {Text<1, 60>(std::string(model)), clamped<Whole<1, 9'000'000'000'000'000>>(id),
          fitting<Text<1, 200>>(name, "?"), fitting<Text<1, 40>>(state, "?")};
}

}  // namespace fettle::odoo
