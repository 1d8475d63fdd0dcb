// An open case is found by its subject and what is wrong, so that one trouble opens one case.
#pragma once

#include <fmt/format.h>

#include "commands/case/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index open_cases{"open_cases"};

inline std::string trouble_of(std::string_view subject, std::string_view code) {
  return fmt::format("{}#{}", subject, code);
}

inline void index(const CaseState& matter, IndexSink& sink) {
  if (!matter.settled) sink.put(open_cases, trouble_of(matter.subject, matter.code));
}

FETTLE_AGGREGATE_ELSEWHERE(Case)

}  // namespace fettle
