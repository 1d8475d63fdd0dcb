#include "adapters/odoo/open_requisitions.hpp"

#include <algorithm>

#include "adapters/odoo/connector_folds.hpp"
#include "schemas/requisition/events.hpp"

namespace fettle::odoo {

void OpenRequisitions::fold(const Envelope& envelope, const AnyEvent& event) {
  const std::lock_guard lock(mutex_);
  const std::string id(envelope.id);
  if (const auto* requested = as<RequisitionRequested>(event)) {
    add({id, id, requested->odoo_id});
  } else if (const auto* approved = as<RequisitionApproved>(event)) {
    add({id, approved->document_name, approved->odoo_id});
  } else if (as<RequisitionPosted>(event) || as<RequisitionRejected>(event) ||
             as<RequisitionReleased>(event) || as<RequisitionWithdrawn>(event)) {
    open_.erase(id);
  }
}

void OpenRequisitions::add(OpenRequisition requisition) {
  const auto id = requisition.id;
  open_.insert_or_assign(id, std::move(requisition));
  if (open_.size() > open_max) open_.erase(open_.begin());
}

std::vector<OpenRequisition> OpenRequisitions::next(std::size_t most) {
  const std::lock_guard lock(mutex_);
  std::vector<OpenRequisition> asked;
  auto at = open_.upper_bound(asked_last_);
  while (asked.size() < std::min(most, open_.size())) {
    if (at == open_.end()) at = open_.begin();
    asked.push_back(at->second);
    ++at;
  }
  if (!asked.empty()) asked_last_ = asked.back().id;
  return asked;
}

std::size_t OpenRequisitions::size() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

}  // namespace fettle::odoo
