// One line of a quote, and the rule for its amount.
#pragma once

#include "core/money.hpp"
#include "schemas/declare.hpp"
#include "schemas/values.hpp"

namespace fettle {

enum class LineKind { LABOUR, PART, DISCOUNT, TAX };
FETTLE_ENUM(LineKind, LABOUR, PART, DISCOUNT, TAX)

// A discount has a negative unit price; the others have none below zero. `quantity_hundredths`
// is 150 for an hour and a half of labour, 200 for two parts.
struct QuoteLine {
  LineKind kind;
  std::string name;
  std::int64_t quantity_hundredths;
  Money unit_price;
  Money amount;
  bool operator==(const QuoteLine&) const = default;
};
FETTLE_STRUCT(QuoteLine, (kind, name, quantity_hundredths, unit_price, amount))

}  // namespace fettle
