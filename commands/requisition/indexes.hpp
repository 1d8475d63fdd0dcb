// Open requisitions are found by their job.
#pragma once

#include "commands/requisition/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index open_requisitions{"open_requisitions"};

inline void index(const RequisitionState& requisition, IndexSink& sink) {
  if (requisition.is_open()) sink.put(open_requisitions, requisition.parts->job.text());
}

FETTLE_AGGREGATE_ELSEWHERE(Requisition)

}  // namespace fettle
