// An invoice is found by its order's id, and while it waits for Odoo by its errand.
#pragma once

#include "commands/invoice/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index errands_of_invoices{"errands_of_invoices"};

inline void index(const InvoiceState& invoice, IndexSink& sink) {
  const bool waits = invoice.standing == InvoiceStanding::REQUESTED && invoice.errand;
  if (waits) sink.put(errands_of_invoices, invoice.errand->text());
}

FETTLE_AGGREGATE_ELSEWHERE(Invoice)

}  // namespace fettle
