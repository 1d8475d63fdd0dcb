// What the decisions on a job have in common: who may see it, who may work on it, and what the
// table of moves says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "commands/job/indexes.hpp"
#include "schemas/registration.hpp"

namespace fettle {

// Its customer, and staff who reach its store.
bool may_see(const JobState& job, const Caller& caller);

// A job that the command may act on, and the state it will have then.
struct Admitted {
  const JobState& job;
  std::string_view to;
};

// 404 for another's order, so that nobody learns that it is there.
Checked<const JobState*> visible_job(TenantView& view, const Context& context, const JobId& id);

// An order of which the first payment is there, whatever happened since; else 409.
Checked<const JobState*> paid_job(TenantView& view, const Context& context, const JobId& id,
                                  std::string_view command);

// As visible_job; 403 for a technician who is not
// the order's; 409 when the table of moves does not allow the command now.
Checked<Admitted> admit(TenantView& view, const Context& context, const JobId& id,
                        std::string_view command);

template <class C>
Checked<Admitted> admit(TenantView& view, const Context& context, const C& command) {
  return admit(view, context, command.work_order,
               fettle_declaration_of(static_cast<const C*>(nullptr)).name);
}

Rejection wrong_state(const JobState& job, std::string_view command);

// Whatever is written about a job by hand may name its customer, so it is the customer's.
Personal of_customer(const JobState& job, std::string text);

template <class T>
std::optional<Personal> of_customer(const JobState& job, const std::optional<T>& text) {
  if (!text) return std::nullopt;
  return of_customer(job, text->text());
}

// Adds the move, if there is one.
void move(Decision& decision, const JobId& id, const Admitted& admitted,
          std::optional<Personal> note);
// Ends a running timer; nothing to do without one.
void stop_timer(Decision& decision, const JobId& id, const JobState& job, Moment now,
                std::string_view reason);
// Ends an open attempt to pay, also at the service that might take money for it; nothing to do
// without one.
void drop_payment(Decision& decision, const JobId& id, const JobState& job,
                  std::string_view reason);

// The technician works in the job's store, and the bay is there.
Checked<JobAssignment> assignable(TenantView& view, const JobState& job, const StaffId& technician,
                                  const BayId& bay);

}  // namespace fettle
