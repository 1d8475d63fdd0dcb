// What a decision must know of an order's invoice.
#pragma once

#include <optional>
#include <string>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/invoice/commands.hpp"
#include "schemas/invoice/events.hpp"

namespace fettle {

struct InvoiceState {
  std::optional<Personal> title;  // of every invoice that was asked for
  std::optional<Personal> tax_number;
  std::optional<Personal> email;
  InvoiceStanding standing = InvoiceStanding::STORED;
  std::optional<Money> amount;        // once requested
  std::optional<ErrandId> errand;     // by which it was requested
  std::optional<std::string> number;  // once issued
};
FETTLE_STRUCT(InvoiceState, (title, tax_number, email, standing, amount, errand, number))

struct Invoice {
  static constexpr std::string_view type = "invoice";
  static constexpr std::string_view shape = "3";
  using Key = InvoiceId;
  using State = InvoiceState;
  using Events =
      boost::mp11::mp_list<InvoiceDataStored, InvoiceRequested, InvoiceIssued, InvoiceFailed>;
};

inline void evolve(InvoiceState& invoice, const InvoiceDataStored& e) {
  invoice = {};
  invoice.title = e.title;
  invoice.tax_number = e.tax_number;
  invoice.email = e.email;
}

inline void evolve(InvoiceState& invoice, const InvoiceRequested& e) {
  invoice.standing = InvoiceStanding::REQUESTED;
  invoice.amount = e.amount;
  invoice.errand = e.errand;
}

inline void evolve(InvoiceState& invoice, const InvoiceIssued& e) {
  invoice.standing = InvoiceStanding::ISSUED;
  invoice.amount = e.amount;
  invoice.number = e.number;
}

inline void evolve(InvoiceState& invoice, const InvoiceFailed&) {
  invoice.standing = InvoiceStanding::FAILED;
}

}  // namespace fettle
