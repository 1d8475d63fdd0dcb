// What happens to a job: the main order of every kind of business, here the work order of a car
// workshop. Personal fields are the customer's, whoever wrote them: all that is written by hand
// about a job. Names of labour and parts stay plain, since they are the business's own books.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/moment.hpp"
#include "core/personal.hpp"
#include "schemas/ids.hpp"
#include "schemas/job/quote_line.hpp"
#include "schemas/odoo/document.hpp"

namespace fettle {

struct JobOpened {
  std::string flow;   // names the table of moves
  std::string state;  // the flow's first
  std::string short_number;
  StoreId store;
  CustomerId customer;
  AssetId asset;
  Personal description;
  std::vector<MediaId> media;
  std::optional<Moment> appointment;
  std::optional<std::string> skill;
};
FETTLE_EVENT(JobOpened, 1, "A customer asked a store for a repair.",
             (flow, state, short_number, store, customer, asset, description, media, appointment,
              skill))

struct JobAssigned {
  StaffId technician;
  BayId bay;
};
FETTLE_EVENT(JobAssigned, 1, "The job got its technician and bay; a later one replaces them.",
             (technician, bay))

struct JobMoved {
  std::string from;
  std::string to;
  std::optional<Personal> note;
};
FETTLE_EVENT(JobMoved, 1, "The job went from one state of its flow to another.", (from, to, note))

struct NoteAdded {
  std::string state;
  Personal note;
};
FETTLE_EVENT(NoteAdded, 1, "Staff left a note on the job.", (state, note))

struct StepEntry {
  std::string name;  // fault_code, finding, suggestion; brakes, lights, oil_leak, road_test
  std::optional<std::string> value;  // a word of a fixed form: a fault code; passed
  std::optional<Personal> note;      // by hand: a finding, a suggestion, of a checked item a note
};
FETTLE_STRUCT(StepEntry, (name, value, note))

struct StepRecorded {
  std::string step;      // diagnosis, checklist
  std::int64_t version;  // 1, 2, 3 … per step; older ones stay
  std::string recorded_by;
  std::vector<StepEntry> entries;
  std::optional<TemplateId> from_template;
};
FETTLE_EVENT(StepRecorded, 1, "A named step of the work got a result.",
             (step, version, recorded_by, entries, from_template))

struct WorkRecorded {
  std::int64_t entry;  // 1, 2, 3 … per job
  std::string kind;    // LABOUR: quantity in minutes; PART: in pieces
  std::string name;
  std::int64_t quantity;
  std::string recorded_by;
};
FETTLE_EVENT(WorkRecorded, 1, "Labour or parts used were entered by hand.",
             (entry, kind, name, quantity, recorded_by))

struct EvidenceRecorded {
  std::int64_t entry;  // 1, 2, 3 … per job
  std::string state;   // in which it was taken
  std::vector<MediaId> media;
  std::optional<Personal> transcript;
  std::string recorded_by;
};
FETTLE_EVENT(EvidenceRecorded, 1, "Photos, clips or spoken words were kept for disputes.",
             (entry, state, media, transcript, recorded_by))

struct TimerStarted {
  StaffId technician;
  Moment started_at;
  Moment stops_at;  // by itself, when forgotten
};
FETTLE_EVENT(TimerStarted, 1, "The technician's labour timer runs.",
             (technician, started_at, stops_at))

struct TimerStopped {
  StaffId technician;
  Moment started_at;
  Moment stopped_at;
  std::int64_t seconds;
  std::string reason;  // stopped, finished, reassigned, cancelled, forgotten
};
FETTLE_EVENT(TimerStopped, 1, "The labour timer stopped; its span counts as labour.",
             (technician, started_at, stopped_at, seconds, reason))

struct QuoteIssued {
  std::int64_t quote_version;
  std::vector<QuoteLine> lines;
  Money total;
  bool needs_approval;
  std::optional<Money> previous_total;
};
FETTLE_EVENT(QuoteIssued, 1, "A new version of the quote; the earlier one no longer counts.",
             (quote_version, lines, total, needs_approval, previous_total))

struct QuoteApproved {
  std::int64_t quote_version;
  Money total;
};
FETTLE_EVENT(QuoteApproved, 1, "The manager allowed a quote at or above the store's threshold.",
             (quote_version, total))

struct QuoteRejected {
  std::int64_t quote_version;
  Money total;
  Personal reason;
};
FETTLE_EVENT(QuoteRejected, 1, "The manager refused a quote; a new version is needed.",
             (quote_version, total, reason))

struct QuoteConfirmed {
  std::int64_t quote_version;
  Money total;
};
FETTLE_EVENT(QuoteConfirmed, 1, "The customer agreed to this version of the quote.",
             (quote_version, total))

struct PaymentBegun {
  PaymentId payment;
  std::int64_t quote_version;
  Money amount;
  std::optional<std::string> method;  // wechat; absent: to be paid at the desk
  std::optional<ErrandId> errand;     // by which the service is asked: the id of PaymentStarted
};
FETTLE_EVENT(PaymentBegun, 1, "An attempt to pay the confirmed total is open.",
             (payment, quote_version, amount, method, errand))

struct PaymentDropped {
  PaymentId payment;
  std::string reason;  // quote_changed, cancelled, expired, in_review …
};
FETTLE_EVENT(PaymentDropped, 1, "The open attempt to pay no longer counts.", (payment, reason))

struct JobPaid {
  PaymentId payment;
  Money amount;
  std::int64_t quote_version;
  std::string method;
  std::optional<CustomerId> customer;  // whose order it is; older events do not say
};
FETTLE_EVENT(JobPaid, 1, "The confirmed total is paid.",
             (payment, amount, quote_version, method, customer))

struct SupplementAsked {
  std::int64_t quote_version;  // the one that contains it
  Money amount;
  Personal reason;
  std::string asked_by;
  Money previous_total;
  Money total;
};
FETTLE_EVENT(SupplementAsked, 1, "A difference is to be paid after the order was paid.",
             (quote_version, amount, reason, asked_by, previous_total, total))

struct SupplementPaid {
  PaymentId payment;
  Money amount;
  std::int64_t quote_version;
  std::string method;
};
FETTLE_EVENT(SupplementPaid, 1, "The difference is paid.", (payment, amount, quote_version, method))

struct SupplementWithdrawn {
  Money amount;
  Personal reason;
  std::string withdrawn_by;
  Money previous_total;
  Money total;
};
FETTLE_EVENT(SupplementWithdrawn, 1, "The difference is no longer asked for.",
             (amount, reason, withdrawn_by, previous_total, total))

struct JobCancelled {
  std::string by;  // customer, staff
  Personal reason;
};
FETTLE_EVENT(JobCancelled, 1, "The job was given up before it was paid.", (by, reason))

struct JobClosed {
  std::string closed_by;
};
FETTLE_EVENT(JobClosed, 1, "The paid job is finished for good.", (closed_by))

struct DocumentLinked {
  std::string kind;     // issue, return, sale_order, invoice, customer
  std::string subject;  // "<type>/<id>" of ours that it stands for
  OdooDocument document;
};
FETTLE_EVENT(DocumentLinked, 1, "Odoo has this document of the job; a later one tells its state.",
             (kind, subject, document))

}  // namespace fettle
