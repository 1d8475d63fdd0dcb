#include "commands/requisition/end_order.hpp"

#include "commands/errand/opens.hpp"
#include "commands/requisition/rules.hpp"

namespace fettle {
namespace {

template <class Do>
void each_open(TenantView& view, const JobId& job, Do&& act) {
  for (const auto& id : view.find(open_requisitions, job.text(), open_requisitions_max)) {
    const RequisitionId requisition(id);
    act(requisition, *view.get<Requisition>(requisition));
  }
}

void release(Decision& decision, const RequisitionId& id, const RequisitionState& requisition,
             std::string_view reason) {
  add<Requisition>(decision, id, RequisitionReleased{std::string(reason)});
  release_stock(decision, id, requisition, requisition.quantity, reason);
}

}  // namespace

// An errand that nobody tried is ended here, so that nobody begins it any more.
void cancel_requisitions(TenantView& view, Decision& decision, const JobId& job) {
  each_open(view, job, [&](const RequisitionId& id, const RequisitionState& requisition) {
    if (requisition.standing == RequisitionStanding::RECALLED) return;
    if (requisition.awaits_odoo() && was_tried(view, requisition.errand)) {
      add<Requisition>(decision, id, RequisitionRecalled{"cancelled"});
      return;
    }
    release(decision, id, requisition, "cancelled");
    if (requisition.awaits_odoo()) {
      end_if_open(view, decision, requisition.errand, "CancelWorkOrder");
    }
  });
}

void close_requisitions(TenantView& view, Decision& decision, const JobId& job) {
  each_open(view, job, [&](const RequisitionId& id, const RequisitionState& requisition) {
    if (requisition.awaits_a_person()) release(decision, id, requisition, "closed");
  });
}

}  // namespace fettle
