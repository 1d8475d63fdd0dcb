// The technician's work: finding the fault, repairing, leaving evidence, finishing.
#include "commands/job/decide.hpp"
#include "commands/job/rules.hpp"
#include "commands/kinds/auto.hpp"
#include "commands/media/attach.hpp"
#include "commands/refusals.hpp"
#include "commands/settings/value.hpp"
#include "commands/template/state.hpp"

namespace fettle {
namespace {

template <class C>
Checked<Decision> only_move(TenantView& view, const Context& context, const C& command) {
  const auto admitted = TRY(admit(view, context, command));
  Decision decision;
  move(decision, command.work_order, admitted, of_customer(admitted.job, command.note));
  answer(decision, OrderAnswer{std::string(admitted.to)});
  return decision;
}

struct Diagnosis {
  std::vector<std::string> fault_codes;
  std::string finding;
  std::vector<std::string> suggestions;
};

// What was said itself goes before what the template says.
Checked<Diagnosis> filled_in(TenantView& view, const RecordDiagnosis& command) {
  Diagnosis diagnosis;
  if (command.diagnosis_template) {
    const auto* prepared = view.get<Template>(*command.diagnosis_template);
    if (prepared == nullptr || prepared->withdrawn) {
      return bad_field("diagnosis_template", "template_unknown", "there is no such template");
    }
    diagnosis = {prepared->fault_codes, prepared->finding, prepared->suggestions};
  }
  if (command.fault_codes) {
    diagnosis.fault_codes.assign(command.fault_codes->begin(), command.fault_codes->end());
  }
  if (command.finding) diagnosis.finding = command.finding->text();
  if (command.suggestions) {
    diagnosis.suggestions.assign(command.suggestions->begin(), command.suggestions->end());
  }
  if (diagnosis.finding.empty()) {
    return bad_field("finding", "field_missing", "give a finding, or a template that has one");
  }
  return diagnosis;
}

std::vector<StepEntry> entries_of(const JobState& job, const Diagnosis& diagnosis) {
  std::vector<StepEntry> entries;
  for (const auto& code : diagnosis.fault_codes) {
    entries.push_back({"fault_code", code, std::nullopt});
  }
  entries.push_back({"finding", std::nullopt, of_customer(job, diagnosis.finding)});
  for (const auto& suggestion : diagnosis.suggestions) {
    entries.push_back({"suggestion", std::nullopt, of_customer(job, suggestion)});
  }
  return entries;
}

// Every item is there and passed, or each that is not is named.
Checked<std::vector<StepEntry>> ticked(const JobState& job, const Checklist& checklist) {
  std::vector<StepEntry> entries;
  Rejection incomplete{Refusal::rule, "checklist_incomplete", "not ticked:", {}};
  boost::mp11::mp_for_each<Codec<Checklist>::Members>([&](auto member) {
    const std::optional<Check>& check = checklist.*member.pointer;
    if (check && check->passed) {
      entries.push_back({member.name, "passed", of_customer(job, check->note)});
      return;
    }
    incomplete.detail += fmt::format(" {}", member.name);
    incomplete.fields.push_back({fmt::format("checklist.{}", member.name),
                                 check ? "check_failed" : "field_missing",
                                 "the item must be checked and passed"});
  });
  if (!incomplete.fields.empty()) return incomplete;
  return entries;
}

Micros timer_limit(TenantView& view, const JobState& job) {
  const auto minutes = setting_value(view, SettingName::timer_limit_minutes, job.parties->store);
  return std::chrono::minutes(minutes.value_or(auto_repair::timer_limit_minutes));
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const StartDiagnosis& command) {
  return only_move(view, context, command);
}

Checked<Decision> decide(TenantView& view, const Context& context, const RecordDiagnosis& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto diagnosis = TRY(filled_in(view, command));
  const auto version = admitted.job.diagnoses + 1;
  Decision decision;
  add<Job>(decision, command.work_order,
           StepRecorded{.step = "diagnosis",
                        .version = version,
                        .recorded_by = context.caller.account.text(),
                        .entries = entries_of(admitted.job, diagnosis),
                        .from_template = command.diagnosis_template});
  move(decision, command.work_order, admitted, std::nullopt);
  answer(decision, RecordDiagnosis::Answer{std::string(admitted.to), version});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const StartRepair& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto& quote = admitted.job.quote;
  if (!quote || quote->standing != QuoteStanding::CONFIRMED) {
    return conflict("quote_not_confirmed",
                    fmt::format("state {}: the customer has not confirmed quote version {}",
                                admitted.job.state, quote ? quote->version : 0));
  }
  return only_move(view, context, command);
}

Checked<Decision> decide(TenantView& view, const Context& context, const StartTimer& command) {
  const auto admitted = TRY(admit(view, context, command));
  if (admitted.job.timer) {
    return conflict("timer_already_running", fmt::format("the timer runs since {}",
                                                         to_text(admitted.job.timer->started_at)));
  }
  Decision decision;
  add<Job>(decision, command.work_order,
           TimerStarted{.technician = admitted.job.assignment->technician,
                        .started_at = context.now,
                        .stops_at = context.now + timer_limit(view, admitted.job)});
  answer(decision, OrderAnswer{std::string(admitted.to)});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const StopTimer& command) {
  const auto admitted = TRY(admit(view, context, command));
  if (!admitted.job.timer) {
    return conflict("timer_not_running",
                    fmt::format("state {}: no timer runs", admitted.job.state));
  }
  Decision decision;
  stop_timer(decision, command.work_order, admitted.job, context.now, "stopped");
  const auto& stopped = *static_cast<const TimerStopped*>(decision.events.front().event.data.get());
  answer(decision, StopTimer::Answer{std::string(admitted.to), stopped.seconds});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const RecordWork& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto entry = admitted.job.work_entries + 1;
  Decision decision;
  add<Job>(decision, command.work_order,
           WorkRecorded{.entry = entry,
                        .kind = std::string(Codec<WorkKind>::name(command.kind)),
                        .name = command.name.text(),
                        .quantity = command.quantity,
                        .recorded_by = context.caller.account.text()});
  answer(decision, RecordWork::Answer{std::string(admitted.to), entry});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const AddEvidence& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto media = command.media.value_or(List<MediaId, 0, 20>{});
  if (media.empty() && !command.transcript) {
    return bad_field("media", "evidence_empty", "give media or a transcript");
  }
  TRY(check_media(view, context.caller, admitted.job.parties->customer, media));
  const auto entry = admitted.job.evidence_entries + 1;
  Decision decision;
  add<Job>(decision, command.work_order,
           EvidenceRecorded{.entry = entry,
                            .state = admitted.job.state,
                            .media = media,
                            .transcript = of_customer(admitted.job, command.transcript),
                            .recorded_by = context.caller.account.text()});
  attach_media(view, decision, command.work_order, media);
  answer(decision, AddEvidence::Answer{std::string(admitted.to), entry});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const FinishRepair& command) {
  const auto admitted = TRY(admit(view, context, command));
  auto entries = TRY(ticked(admitted.job, command.checklist));
  Decision decision;
  stop_timer(decision, command.work_order, admitted.job, context.now, "finished");
  add<Job>(decision, command.work_order,
           StepRecorded{.step = "checklist",
                        .version = 1,
                        .recorded_by = context.caller.account.text(),
                        .entries = std::move(entries),
                        .from_template = std::nullopt});
  move(decision, command.work_order, admitted, of_customer(admitted.job, command.note));
  answer(decision, OrderAnswer{std::string(admitted.to)});
  return decision;
}

}  // namespace fettle
