// How much of a product, in thousandths of its unit: Odoo keeps a double, we do not calculate in
// doubles.
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

#include "schemas/codec/document.hpp"

namespace fettle::odoo {

struct Quantity {
  static constexpr std::int64_t parts = 1000;

  static constexpr Quantity pieces(std::int64_t count) { return {count * parts}; }
  // Rounded to the nearest thousandth, half away from zero.
  static Quantity rounded(double amount) { return {std::llround(amount * double{parts})}; }

  bool is_whole() const { return thousandths % parts == 0; }
  // Whole pieces, rounded down: also below zero.
  std::int64_t pieces_down() const {
    return thousandths / parts - (thousandths < 0 && !is_whole() ? 1 : 0);
  }

  json::Document document() const {
    if (is_whole()) return thousandths / parts;
    return static_cast<double>(thousandths) / double{parts};
  }

  auto operator<=>(const Quantity&) const = default;
  Quantity operator+(Quantity other) const { return {thousandths + other.thousandths}; }
  Quantity operator-(Quantity other) const { return {thousandths - other.thousandths}; }
  Quantity& operator+=(Quantity other) { return *this = *this + other; }

  std::int64_t thousandths = 0;
};

}  // namespace fettle::odoo
