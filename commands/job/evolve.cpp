// Folds what happened into the state. Never refuses: the log is the truth.
#include "commands/job/state.hpp"

namespace fettle {
namespace {

void let_quote_stand(JobState& job, std::int64_t version, QuoteStanding standing) {
  if (job.quote && job.quote->version == version) job.quote->standing = standing;
}

}  // namespace

void evolve(JobState& job, const JobOpened& e) {
  job.flow = e.flow;
  job.state = e.state;
  job.short_number = e.short_number;
  job.parties = JobParties{e.store, e.customer, e.asset};
}

void evolve(JobState& job, const JobAssigned& e) {
  job.assignment = JobAssignment{e.technician, e.bay};
}

void evolve(JobState& job, const JobMoved& e) { job.state = e.to; }

void evolve(JobState&, const NoteAdded&) {}

void evolve(JobState& job, const StepRecorded& e) {
  if (e.step == "diagnosis") job.diagnoses = e.version;
}

void evolve(JobState& job, const WorkRecorded& e) { job.work_entries = e.entry; }

void evolve(JobState& job, const EvidenceRecorded& e) { job.evidence_entries = e.entry; }

void evolve(JobState& job, const TimerStarted& e) {
  job.timer = RunningTimer{e.technician, e.started_at, e.stops_at};
}

void evolve(JobState& job, const TimerStopped&) { job.timer.reset(); }

void evolve(JobState& job, const QuoteIssued& e) {
  const auto standing =
      e.needs_approval ? QuoteStanding::AWAITS_APPROVAL : QuoteStanding::CONFIRMABLE;
  job.quote = CurrentQuote{e.quote_version, e.total, standing, e.lines};
}

void evolve(JobState& job, const QuoteApproved& e) {
  let_quote_stand(job, e.quote_version, QuoteStanding::CONFIRMABLE);
}

void evolve(JobState& job, const QuoteRejected& e) {
  let_quote_stand(job, e.quote_version, QuoteStanding::REJECTED);
}

void evolve(JobState& job, const QuoteConfirmed& e) {
  let_quote_stand(job, e.quote_version, QuoteStanding::CONFIRMED);
}

void evolve(JobState& job, const PaymentBegun& e) {
  job.payment = OpenPayment{e.payment, e.amount, e.quote_version, e.method, e.errand};
}

void evolve(JobState& job, const PaymentDropped&) { job.payment.reset(); }

void evolve(JobState& job, const JobPaid& e) {
  job.payment.reset();
  job.paid_by.push_back(e.payment);
}

void evolve(JobState& job, const SupplementAsked& e) {
  job.supplement = OpenSupplement{e.quote_version, e.amount};
}

void evolve(JobState& job, const SupplementPaid& e) {
  job.payment.reset();
  job.supplement.reset();
  job.paid_by.push_back(e.payment);
}

void evolve(JobState& job, const SupplementWithdrawn&) { job.supplement.reset(); }

void evolve(JobState&, const JobCancelled&) {}  // the JobMoved beside it says all

void evolve(JobState&, const JobClosed&) {}  // likewise

}  // namespace fettle
