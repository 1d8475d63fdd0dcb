#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/job/events.hpp"
#include "schemas/job/work_rows.hpp"

namespace fettle::projections {
namespace {

std::vector<std::string> fault_codes(const StepRecorded& step) {
  std::vector<std::string> codes;
  for (const auto& entry : step.entries) {
    if (entry.name == "fault_code" && entry.value) codes.push_back(*entry.value);
  }
  return codes;
}

std::vector<Personal> written(const StepRecorded& step, std::string_view name) {
  std::vector<Personal> texts;
  for (const auto& entry : step.entries) {
    if (entry.name == name && entry.note) texts.push_back(*entry.note);
  }
  return texts;
}

// Suggestions of an erased person are a list of nulls.
std::optional<DiagnosisRow> diagnosis(const StepRecorded& e, const EventFacts& f) {
  if (e.step != "diagnosis") return std::nullopt;
  const auto findings = written(e, "finding");
  return DiagnosisRow{facts::tenant(f),
                      facts::id(f),
                      e.version,
                      facts::json(fault_codes(e)),
                      findings.empty() ? std::nullopt : findings.front().value,
                      facts::json(written(e, "suggestion")),
                      facts::text(e.from_template),
                      e.recorded_by,
                      facts::time(f)};
}

std::optional<ChecklistRow> checklist(const StepRecorded& e, const EventFacts& f) {
  if (e.step != "checklist") return std::nullopt;
  return ChecklistRow{facts::tenant(f),       facts::id(f),  e.version,
                      facts::json(e.entries), e.recorded_by, facts::time(f)};
}

}  // namespace

void fold_work_records(ProjectionBuilder& to) {
  to.add<DiagnosisRow, StepRecorded>(diagnosis);
  to.add<ChecklistRow, StepRecorded>(checklist);
  to.add<WorkEntryRow, WorkRecorded>([](const WorkRecorded& e, const EventFacts& f) {
    return WorkEntryRow{facts::tenant(f), facts::id(f), e.entry,       e.kind,
                        e.name,           e.quantity,   e.recorded_by, facts::time(f)};
  });
  to.add<EvidenceRow, EvidenceRecorded>([](const EvidenceRecorded& e, const EventFacts& f) {
    return EvidenceRow{facts::tenant(f), facts::id(f),         e.entry,
                       e.state,          facts::json(e.media), facts::value(e.transcript),
                       e.recorded_by,    facts::time(f)};
  });
  to.put<WorkSpanRow, TimerStarted>([](const TimerStarted& e, const EventFacts& f) {
    return WorkSpanRow{
        facts::tenant(f), facts::id(f), e.started_at, e.technician.text(), {}, {}, {}};
  });
  to.change<WorkSpanRow, TimerStopped>(
      [](const TimerStopped& e, const EventFacts& f) {
        return row_text::key(f.envelope.tenant, f.envelope.id, e.started_at);
      },
      [](WorkSpanRow& row, const TimerStopped& e, const EventFacts&) {
        row.stopped_at = e.stopped_at;
        row.seconds = e.seconds;
        row.reason = e.reason;
      });
}

}  // namespace fettle::projections
