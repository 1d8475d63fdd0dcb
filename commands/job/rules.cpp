#include "commands/job/rules.hpp"

#include "commands/kinds/kinds.hpp"
#include "commands/payment/indexes.hpp"
#include "commands/refusals.hpp"
#include "commands/staff/state.hpp"
#include "commands/store/reach.hpp"
#include "commands/store/state.hpp"
#include "schemas/roles.hpp"

namespace fettle {
namespace {

bool is_anothers_work(const JobState& job, const Caller& caller, std::string_view command) {
  return caller.role == role::technician && command != "AcceptWorkOrder" && job.assignment &&
         job.assignment->technician.text() != caller.account.text();
}

}  // namespace

bool may_see(const JobState& job, const Caller& caller) {
  if (caller.role == role::customer) return job.parties->customer.text() == caller.account.text();
  return reaches(caller, job.parties->store);
}

Checked<const JobState*> visible_job(TenantView& view, const Context& context, const JobId& id) {
  const auto* job = view.get<Job>(id);
  if (job != nullptr && may_see(*job, context.caller)) return job;
  return not_found("work_order_unknown", fmt::format("there is no work order {}", id.text()));
}

Checked<const JobState*> paid_job(TenantView& view, const Context& context, const JobId& id,
                                  std::string_view command) {
  const auto* job = TRY(visible_job(view, context, id));
  if (!job->paid_by.empty()) return job;
  return wrong_state(*job, command);
}

Checked<Admitted> admit(TenantView& view, const Context& context, const JobId& id,
                        std::string_view command) {
  const auto* job = TRY(visible_job(view, context, id));
  if (is_anothers_work(*job, context.caller, command)) {
    return forbidden("not_assigned",
                     fmt::format("work order {} is another technician's", job->short_number));
  }
  const auto to = flow_named(job->flow).after(command, job->state);
  if (!to) return wrong_state(*job, command);
  return Admitted{*job, *to};
}

Rejection wrong_state(const JobState& job, std::string_view command) {
  return conflict("wrong_state", fmt::format("{} is not possible in state {}", command, job.state));
}

Personal of_customer(const JobState& job, std::string text) {
  return {PersonId(job.parties->customer.text()), std::move(text)};
}

void move(Decision& decision, const JobId& id, const Admitted& admitted,
          std::optional<Personal> note) {
  if (admitted.to == admitted.job.state) return;
  add<Job>(
      decision, id,
      JobMoved{
          .from = admitted.job.state, .to = std::string(admitted.to), .note = std::move(note)});
}

void stop_timer(Decision& decision, const JobId& id, const JobState& job, Moment now,
                std::string_view reason) {
  if (!job.timer) return;
  const auto& timer = *job.timer;
  const auto stopped_at = std::clamp(now, timer.started_at, timer.stops_at);
  const auto span = std::chrono::duration_cast<std::chrono::seconds>(stopped_at - timer.started_at);
  add<Job>(decision, id,
           TimerStopped{.technician = timer.technician,
                        .started_at = timer.started_at,
                        .stopped_at = stopped_at,
                        .seconds = span.count(),
                        .reason = std::string(reason)});
}

void drop_payment(Decision& decision, const JobId& id, const JobState& job,
                  std::string_view reason) {
  if (!job.payment) return;
  const auto& payment = job.payment->payment;
  add<Job>(decision, id, PaymentDropped{.payment = payment, .reason = std::string(reason)});
  add<Payment>(decision, payment,
               PaymentFailed{.job = id,
                             .amount = job.payment->amount,
                             .reason = std::string(reason),
                             .store = job.parties->store,
                             .code = std::nullopt});
  if (!job.payment->method) return;
  add<Payment>(
      decision, payment,
      PaymentCloseAsked{.job = id, .trade_no = payment.text(), .reason = std::string(reason)});
}

Checked<JobAssignment> assignable(TenantView& view, const JobState& job, const StaffId& technician,
                                  const BayId& bay) {
  const auto* staff = view.get<Staff>(technician);
  if (staff == nullptr || !staff->active || staff->role != role::technician) {
    return bad_field("technician", "technician_unknown",
                     fmt::format("{} is not a technician here", technician.text()));
  }
  if (staff->store && *staff->store != job.parties->store) {
    return bad_field("technician", "technician_elsewhere",
                     fmt::format("{} works in store {}", technician.text(), staff->store->text()));
  }
  const auto* store = view.get<Store>(job.parties->store);
  if (store == nullptr || !store->has(bay)) {
    return bad_field("bay", "bay_unknown",
                     fmt::format("store {} has no bay {}", job.parties->store.text(), bay.text()));
  }
  return JobAssignment{technician, bay};
}

}  // namespace fettle
