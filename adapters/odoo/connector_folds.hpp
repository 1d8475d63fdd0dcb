// Which events of the business ask something of Odoo, and which make the asking needless.
#pragma once

#include <array>
#include <string_view>

#include "core/connector.hpp"
#include "schemas/declare.hpp"

namespace fettle::odoo {

// The details of each are the event that asks for it.
namespace action {
inline constexpr std::string_view post_requisition = "post_requisition";  // RequisitionApproved
inline constexpr std::string_view post_return = "post_return";            // ReturnAsked
inline constexpr std::string_view post_count = "post_count";              // CountLineApproved
inline constexpr std::string_view sale_documents = "sale_documents";      // JobPaid
inline constexpr std::string_view issue_invoice = "issue_invoice";        // InvoiceRequested
}  // namespace action

inline constexpr std::array<std::string_view, 11> wanted_events = {
    "RequisitionRequested", "RequisitionApproved", "RequisitionPosted",
    "RequisitionRejected",  "RequisitionReleased", "RequisitionWithdrawn",
    "ReturnAsked",          "CountLineApproved",   "JobPaid",
    "InvoiceRequested",     "InvoiceIssued"};

// Null: another event.
template <class E>
const E* as(const AnyEvent& event) {
  constexpr auto declared = fettle_declaration_of(static_cast<const E*>(nullptr));
  return event.type->name == declared.name ? static_cast<const E*>(event.data.get()) : nullptr;
}

template <class E>
const E& details_of(const DueErrand& errand) {
  return *static_cast<const E*>(errand.details.get());
}

// The id in "<type>/<id>".
std::string subject_id(const DueErrand& errand);

// An invoice is asked for whether or not sale documents are wanted: without them it is answered
// that Odoo makes none, or it would wait for ever.
ErrandChange errand_of(const Envelope& envelope, const AnyEvent& event, bool sale_documents);

}  // namespace fettle::odoo
