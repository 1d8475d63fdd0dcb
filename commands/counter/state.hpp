// A row of numbers: the last one that was given away.
#pragma once

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/counter/events.hpp"

namespace fettle {

using CounterId = Id<struct CounterTag>;

struct CounterState {
  std::int64_t last = 0;
};
FETTLE_STRUCT(CounterState, (last))

struct Counter {
  static constexpr std::string_view type = "counter";
  static constexpr std::string_view shape = "1";
  using Key = CounterId;
  using State = CounterState;
  using Events = boost::mp11::mp_list<NumberDrawn>;
};

inline void evolve(CounterState& counter, const NumberDrawn& e) { counter.last = e.number; }

}  // namespace fettle
