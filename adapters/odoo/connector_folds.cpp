#include "adapters/odoo/connector_folds.hpp"

#include <fmt/format.h>

#include "schemas/invoice/events.hpp"
#include "schemas/job/events.hpp"
#include "schemas/requisition/events.hpp"
#include "schemas/stock_count/events.hpp"

namespace fettle::odoo {
namespace {

std::string subject_of(std::string_view type, const Envelope& envelope) {
  return fmt::format("{}/{}", type, envelope.id);
}

ErrandChange opens(std::string_view action, std::string subject, const AnyEvent& event) {
  return {OpenedErrand{std::string(action), std::move(subject), event.data, std::nullopt}, {}};
}

ErrandChange ends(std::string_view action, std::string subject) {
  return {{}, NeedlessErrand{std::string(action), std::move(subject)}};
}

// Returns are never made needless: several of one requisition may be under way.
ErrandChange of_stock(const Envelope& envelope, const AnyEvent& event) {
  const auto subject = subject_of("requisition", envelope);
  if (const auto* approved = as<RequisitionApproved>(event); approved && approved->errand) {
    return opens(action::post_requisition, subject, event);
  }
  if (as<RequisitionPosted>(event) || as<RequisitionWithdrawn>(event)) {
    return ends(action::post_requisition, subject);
  }
  if (const auto* asked = as<ReturnAsked>(event); asked && asked->errand) {
    return opens(action::post_return, subject, event);
  }
  if (const auto* line = as<CountLineApproved>(event); line && line->errand) {
    return opens(action::post_count, subject_of("stock_count", envelope), event);
  }
  return {};
}

}  // namespace

std::string subject_id(const DueErrand& errand) {
  return errand.subject.substr(errand.subject.find('/') + 1);
}

ErrandChange errand_of(const Envelope& envelope, const AnyEvent& event, bool sale_documents) {
  if (const auto* paid = as<JobPaid>(event)) {
    if (!sale_documents || !paid->customer) return {};
    return opens(action::sale_documents, subject_of("job", envelope), event);
  }
  if (as<InvoiceRequested>(event)) {
    return opens(action::issue_invoice, subject_of("invoice", envelope), event);
  }
  if (as<InvoiceIssued>(event)) {
    return ends(action::issue_invoice, subject_of("invoice", envelope));
  }
  return of_stock(envelope, event);
}

}  // namespace fettle::odoo
