// Open requisitions are found by their job; those that wait for Odoo, by their errands.
#pragma once

#include "commands/requisition/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index open_requisitions{"open_requisitions"};
inline constexpr Index errands_of_requisitions{"errands_of_requisitions"};

inline void index(const RequisitionState& requisition, IndexSink& sink) {
  // Without parts it was never asked for: a log of another's making may still say what became of
  // it.
  if (requisition.parts && requisition.is_open()) {
    sink.put(open_requisitions, requisition.parts->job.text());
  }
  if (requisition.awaits_odoo() && requisition.errand) {
    sink.put(errands_of_requisitions, requisition.errand->text());
  }
  for (const auto& pending : requisition.pending) {
    if (pending.errand) sink.put(errands_of_requisitions, pending.errand->text());
  }
}

FETTLE_AGGREGATE_ELSEWHERE(Requisition)

}  // namespace fettle
