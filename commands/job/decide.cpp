// The life of a work order: asked for, taken, given up, closed.
#include "commands/job/decide.hpp"

#include "commands/asset/indexes.hpp"
#include "commands/counter/draw.hpp"
#include "commands/job/rules.hpp"
#include "commands/kinds/auto.hpp"
#include "commands/kinds/kinds.hpp"
#include "commands/media/attach.hpp"
#include "commands/refusals.hpp"
#include "commands/requisition/end_order.hpp"
#include "commands/store/state.hpp"
#include "core/planted.hpp"

namespace fettle {
namespace {

Decision with_state(Decision decision, std::string_view state) {
  answer(decision, OrderAnswer{std::string(state)});
  return decision;
}

Checked<void> check_new(TenantView& view, const Context& context, const CreateWorkOrder& command) {
  const auto* vehicle = view.get<Asset>(command.vehicle);
  if (vehicle == nullptr || vehicle->owner->text() != context.caller.account.text()) {
    return bad_field("vehicle", "vehicle_unknown",
                     fmt::format("you have no vehicle {}", command.vehicle.text()));
  }
  if (view.get<Store>(command.store) == nullptr) {
    return bad_field("store", "store_unknown",
                     fmt::format("there is no store {}", command.store.text()));
  }
  if (command.appointment && *command.appointment < context.now) {
    return bad_field("appointment", "appointment_past", "the appointment lies in the past");
  }
  return check_media(view, context.caller, CustomerId(context.caller.account.text()),
                     command.media.value_or(List<MediaId, 0, 20>{}));
}

// Taken before, by whoever: a lost race, not a mistake.
bool lost_the_race(const JobState* job) {
  return job != nullptr && job->assignment && !flow_named(job->flow).is_final(job->state);
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const CreateWorkOrder& command) {
  TRY(check_new(view, context, command));
  const CustomerId customer(context.caller.account.text());
  const auto number = next_number(view, work_order_numbers);
  const JobOpened opened{.flow = std::string(auto_repair::flow_name),
                         .state = std::string(auto_repair::state::submitted),
                         .short_number = auto_repair::short_number(number),
                         .store = command.store,
                         .customer = customer,
                         .asset = command.vehicle,
                         .description = {PersonId(customer.text()), command.description.text()},
                         .media = command.media.value_or(List<MediaId, 0, 20>{}),
                         .appointment = command.appointment,
                         .skill = text_of(command.skill)};
  Decision decision;
  decision.status = 201;
  const auto id = context.fresh<JobId>();
  add<Job>(decision, id, opened);
  add<Counter>(decision, work_order_numbers, NumberDrawn{number});
  attach_media(view, decision, id, opened.media);
  answer(decision, CreateWorkOrder::Answer{opened.short_number, opened.state});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const AcceptWorkOrder& command) {
  const auto admitted = admit(view, context, command);
  if (!admitted) {
    const auto* job = view.get<Job>(command.work_order);
    if (admitted.error().kind == Refusal::wrong_state && lost_the_race(job)) {
      return conflict("already_taken", fmt::format("work order {} is taken, its state is {}",
                                                   job->short_number, job->state));
    }
    return admitted.error();
  }
  const StaffId caller(context.caller.account.text());
  const bool self = context.caller.role == role::technician;
  if (!self && !command.technician) {
    return bad_field("technician", "field_missing", "name the technician");
  }
  if (self && command.technician && *command.technician != caller) {
    return forbidden("accept_for_other", "a technician takes orders for himself only");
  }
  const auto assignment =
      TRY(assignable(view, admitted->job, command.technician.value_or(caller), command.bay));
  Decision decision;
  add<Job>(decision, command.work_order, JobAssigned{assignment.technician, assignment.bay});
  move(decision, command.work_order, *admitted, of_customer(admitted->job, command.note));
  return with_state(std::move(decision), admitted->to);
}

Checked<Decision> decide(TenantView& view, const Context& context, const AssignWorkOrder& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto assignment = TRY(assignable(view, admitted.job, command.technician, command.bay));
  Decision decision;
  stop_timer(decision, command.work_order, admitted.job, context.now, "reassigned");
  add<Job>(decision, command.work_order, JobAssigned{assignment.technician, assignment.bay});
  return with_state(std::move(decision), admitted.to);
}

Checked<Decision> decide(TenantView& view, const Context& context, const AddNote& command) {
  const auto admitted = TRY(admit(view, context, command));
  Decision decision;
  decision.id = command.work_order.text();
  if (!planted(Defect::note_not_recorded)) {
    add<Job>(decision, command.work_order,
             NoteAdded{admitted.job.state, of_customer(admitted.job, command.note.text())});
  }
  return with_state(std::move(decision), admitted.to);
}

Checked<Decision> decide(TenantView& view, const Context& context, const CancelWorkOrder& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto reason = of_customer(admitted.job, command.reason.text());
  const bool by_customer = context.caller.role == role::customer;
  Decision decision;
  stop_timer(decision, command.work_order, admitted.job, context.now, "cancelled");
  drop_payment(decision, command.work_order, admitted.job, "cancelled");
  add<Job>(decision, command.work_order,
           JobCancelled{.by = by_customer ? "customer" : "staff", .reason = reason});
  move(decision, command.work_order, admitted, reason);
  cancel_requisitions(view, decision, command.work_order);
  return with_state(std::move(decision), admitted.to);
}

Checked<Decision> decide(TenantView& view, const Context& context, const CloseWorkOrder& command) {
  const auto admitted = TRY(admit(view, context, command));
  if (admitted.job.supplement) {
    return conflict("supplement_open",
                    fmt::format("state {}: a supplement is not paid; withdraw it, or wait",
                                admitted.job.state));
  }
  Decision decision;
  add<Job>(decision, command.work_order, JobClosed{context.caller.account.text()});
  move(decision, command.work_order, admitted, of_customer(admitted.job, command.note));
  close_requisitions(view, decision, command.work_order);
  return with_state(std::move(decision), admitted.to);
}

}  // namespace fettle
