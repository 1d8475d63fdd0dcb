// An errand is found by its id; dead ones also by their connector, and by what they died of.
#pragma once

#include <fmt/format.h>

#include "commands/errand/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index dead_errands{"dead_errands"};
inline constexpr Index dead_errands_of_code{"dead_errands_of_code"};

inline std::string dead_of(std::string_view connector, std::string_view code) {
  return fmt::format("{}#{}", connector, code);
}

inline void index(const ErrandState& errand, IndexSink& sink) {
  if (errand.standing != ErrandStanding::DEAD) return;
  sink.put(dead_errands, errand.connector);
  sink.put(dead_errands_of_code, dead_of(errand.connector, errand.died_of.value_or("")));
}

FETTLE_AGGREGATE_ELSEWHERE(Errand)

}  // namespace fettle
