// What a decision must know of a job. Findings and evidence stay in the events: no rule asks for
// them again. The lines of the current quote are here, since a supplement adds one to them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/moment.hpp"
#include "core/tenant_view.hpp"
#include "schemas/job/event_types.hpp"

namespace fettle {

struct JobParties {
  StoreId store;
  CustomerId customer;
  AssetId asset;
};
FETTLE_STRUCT(JobParties, (store, customer, asset))

struct JobAssignment {
  StaffId technician;
  BayId bay;
};
FETTLE_STRUCT(JobAssignment, (technician, bay))

struct RunningTimer {
  StaffId technician;
  Moment started_at;
  Moment stops_at;
};
FETTLE_STRUCT(RunningTimer, (technician, started_at, stops_at))

enum class QuoteStanding { AWAITS_APPROVAL, REJECTED, CONFIRMABLE, CONFIRMED };
FETTLE_ENUM(QuoteStanding, AWAITS_APPROVAL, REJECTED, CONFIRMABLE, CONFIRMED)

struct CurrentQuote {
  std::int64_t version;
  Money total;
  QuoteStanding standing;
  std::vector<QuoteLine> lines;
};
FETTLE_STRUCT(CurrentQuote, (version, total, standing, lines))

struct OpenPayment {
  PaymentId payment;
  Money amount;
  std::int64_t quote_version;
  std::optional<std::string> method;
  std::optional<ErrandId> errand;
};
FETTLE_STRUCT(OpenPayment, (payment, amount, quote_version, method, errand))

// Asked for after the order was paid, not paid itself.
struct OpenSupplement {
  std::int64_t quote_version;
  Money amount;
};
FETTLE_STRUCT(OpenSupplement, (quote_version, amount))

struct JobState {
  std::string flow;
  std::string state;
  std::string short_number;
  std::optional<JobParties> parties;  // of every job that was opened
  std::optional<JobAssignment> assignment;
  std::optional<RunningTimer> timer;
  std::optional<CurrentQuote> quote;
  std::optional<OpenPayment> payment;
  std::optional<OpenSupplement> supplement;
  std::vector<PaymentId> paid_by;  // the order's payment, then its supplements'
  std::int64_t diagnoses = 0;
  std::int64_t work_entries = 0;
  std::int64_t evidence_entries = 0;
  std::vector<OdooDocument> documents;  // as last heard of
};
FETTLE_STRUCT(JobState, (flow, state, short_number, parties, assignment, timer, quote, payment,
                         supplement, paid_by, diagnoses, work_entries, evidence_entries, documents))

struct Job {
  static constexpr std::string_view type = "job";
  static constexpr std::string_view shape = "2";
  using Key = JobId;
  using State = JobState;
  using Events = boost::mp11::mp_list<FETTLE_JOB_EVENTS>;
};

void evolve(JobState&, const JobOpened&);
void evolve(JobState&, const JobAssigned&);
void evolve(JobState&, const JobMoved&);
void evolve(JobState&, const NoteAdded&);
void evolve(JobState&, const StepRecorded&);
void evolve(JobState&, const WorkRecorded&);
void evolve(JobState&, const EvidenceRecorded&);
void evolve(JobState&, const TimerStarted&);
void evolve(JobState&, const TimerStopped&);
void evolve(JobState&, const QuoteIssued&);
void evolve(JobState&, const QuoteApproved&);
void evolve(JobState&, const QuoteRejected&);
void evolve(JobState&, const QuoteConfirmed&);
void evolve(JobState&, const PaymentBegun&);
void evolve(JobState&, const PaymentDropped&);
void evolve(JobState&, const JobPaid&);
void evolve(JobState&, const SupplementAsked&);
void evolve(JobState&, const SupplementPaid&);
void evolve(JobState&, const SupplementWithdrawn&);
void evolve(JobState&, const JobCancelled&);
void evolve(JobState&, const JobClosed&);
void evolve(JobState&, const DocumentLinked&);

// A forgotten labour timer stops itself.
Checked<Decision> on_timer(TenantView& view, const Context& context, const JobId& id,
                           std::string_view timer, const JobState& job);

}  // namespace fettle
