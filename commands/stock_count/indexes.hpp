// A store counts once a period; a count that was given up does not stand in the way. Lines that
// wait for Odoo are found by their errands.
#pragma once

#include <fmt/format.h>

#include "commands/stock_count/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index counts_of_period{"counts_of_period"};
inline constexpr Index errands_of_counts{"errands_of_counts"};

inline std::string period_of(const StoreId& store, std::string_view period) {
  return fmt::format("{}#{}", store.text(), period);
}

inline void index(const CountState& count, IndexSink& sink) {
  for (const auto& line : count.lines) {
    const bool waits = line.standing == LineStanding::APPROVED && line.errand;
    if (waits) sink.put(errands_of_counts, line.errand->text());
  }
  if (!count.store || count.standing == CountStanding::WITHDRAWN) return;
  sink.put(counts_of_period, period_of(*count.store, count.period));
}

FETTLE_AGGREGATE_ELSEWHERE(StockCount)

}  // namespace fettle
