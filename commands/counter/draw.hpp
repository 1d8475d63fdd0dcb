// Taking the next number of a row, in the commit that uses it: no gaps, no doubles.
#pragma once

#include "commands/counter/indexes.hpp"

namespace fettle {

inline const CounterId work_order_numbers("work_orders");

inline std::int64_t next_number(TenantView& view, const CounterId& row) {
  const auto* counter = view.get<Counter>(row);
  return counter == nullptr ? 1 : counter->last + 1;
}

}  // namespace fettle
