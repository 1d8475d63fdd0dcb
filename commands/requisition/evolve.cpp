#include "commands/requisition/state.hpp"

namespace fettle {
namespace {

void settle(RequisitionState& requisition, const ReturnId& id,
            const std::optional<OdooDocument>& document) {
  std::erase_if(requisition.pending, [&](const PendingReturn& one) { return one.id == id; });
  requisition.settled.push_back({id, document});
}

}  // namespace

std::int64_t RequisitionState::returnable() const {
  auto left = issued - returned;
  for (const auto& one : pending) left -= one.quantity;
  return left;
}

void evolve(RequisitionState& requisition, const RequisitionRequested& e) {
  requisition.parts = Requested{e.job, e.short_number, e.store, e.product, e.odoo_id};
  requisition.quantity = e.quantity;
}

void evolve(RequisitionState& requisition, const RequisitionChanged& e) {
  requisition.quantity = e.quantity;
}

void evolve(RequisitionState& requisition, const RequisitionRejected&) {
  requisition.standing = RequisitionStanding::REJECTED;
}

void evolve(RequisitionState& requisition, const RequisitionApproved& e) {
  requisition.standing = RequisitionStanding::APPROVED;
  requisition.approvals += 1;
  requisition.errand = e.errand;
}

void evolve(RequisitionState& requisition, const RequisitionShort&) {
  requisition.standing = RequisitionStanding::SHORT;
}

void evolve(RequisitionState& requisition, const RequisitionReleased&) {
  requisition.standing = RequisitionStanding::RELEASED;
}

void evolve(RequisitionState& requisition, const RequisitionRecalled&) {
  requisition.standing = RequisitionStanding::RECALLED;
}

void evolve(RequisitionState& requisition, const RequisitionPosted& e) {
  requisition.standing = RequisitionStanding::POSTED;
  requisition.issued = e.quantity;
  requisition.document = e.document;
}

void evolve(RequisitionState& requisition, const RequisitionWithdrawn&) {
  requisition.standing = RequisitionStanding::WITHDRAWN;
}

void evolve(RequisitionState& requisition, const ReturnAsked& e) {
  requisition.pending.push_back({e.return_id, e.quantity, e.errand});
}

void evolve(RequisitionState& requisition, const PartsReturned& e) {
  requisition.returned += e.quantity;
  settle(requisition, e.return_id, e.document);
}

void evolve(RequisitionState& requisition, const ReturnWithdrawn& e) {
  settle(requisition, e.return_id, std::nullopt);
}

}  // namespace fettle
