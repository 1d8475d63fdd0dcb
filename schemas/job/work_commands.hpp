// Commands of the technician: finding the fault, repairing, leaving evidence, finishing.
#pragma once

#include <optional>

#include "schemas/job/order_commands.hpp"

namespace fettle {

struct StartDiagnosis {
  using Answer = OrderAnswer;
  JobId work_order;
  std::optional<Text<1, 500>> note;
};
FETTLE_COMMAND(StartDiagnosis, "The technician begins to look for the fault.",
               (.aggregate = "job",
                .routes = {{"POST", "/tech/work-orders/{work_order}/start-diagnosis"}},
                .roles = {role::technician, role::manager}),
               (work_order, note))

// What is absent comes from the template, when one is named.
struct RecordDiagnosis {
  struct Answer {
    std::string state;
    std::int64_t diagnosis_version;
  };
  JobId work_order;
  std::optional<List<FaultCode, 0, 50>> fault_codes;
  std::optional<Text<1, 4000>> finding;
  std::optional<List<Text<1, 200>, 0, 50>> suggestions;
  std::optional<TemplateId> diagnosis_template;
};
FETTLE_STRUCT(RecordDiagnosis::Answer, (state, diagnosis_version))
FETTLE_COMMAND(RecordDiagnosis, "Adds a version of the diagnosis; earlier ones stay.",
               (.aggregate = "job",
                .routes = {{"POST", "/tech/work-orders/{work_order}/diagnosis"}},
                .roles = {role::technician, role::manager}),
               (work_order, fault_codes, finding, suggestions, diagnosis_template))

struct StartRepair {
  using Answer = OrderAnswer;
  JobId work_order;
  std::optional<Text<1, 500>> note;
};
FETTLE_COMMAND(StartRepair, "The repair begins; the current quote is confirmed.",
               (.aggregate = "job",
                .routes = {{"POST", "/tech/work-orders/{work_order}/start-repair"}},
                .roles = {role::technician, role::manager}),
               (work_order, note))

struct StartTimer {
  using Answer = OrderAnswer;
  JobId work_order;
};
FETTLE_COMMAND(StartTimer, "Starts the labour timer of the order's technician.",
               (.aggregate = "job",
                .routes = {{"POST", "/tech/work-orders/{work_order}/timer/start"}},
                .roles = {role::technician}),
               (work_order))

struct StopTimer {
  struct Answer {
    std::string state;
    std::int64_t seconds;
  };
  JobId work_order;
};
FETTLE_STRUCT(StopTimer::Answer, (state, seconds))
FETTLE_COMMAND(StopTimer, "Stops the labour timer of the order.",
               (.aggregate = "job",
                .routes = {{"POST", "/tech/work-orders/{work_order}/timer/stop"}},
                .roles = {role::technician, role::manager}),
               (work_order))

enum class WorkKind { LABOUR, PART };
FETTLE_ENUM(WorkKind, LABOUR, PART)

struct RecordWork {
  struct Answer {
    std::string state;
    std::int64_t entry;
  };
  JobId work_order;
  WorkKind kind;
  Text<1, 100> name;
  Whole<1, 100'000> quantity;  // minutes of labour, pieces of a part
};
FETTLE_STRUCT(RecordWork::Answer, (state, entry))
FETTLE_COMMAND(RecordWork, "Enters labour in minutes, or parts used in pieces, by hand.",
               (.aggregate = "job",
                .routes = {{"POST", "/tech/work-orders/{work_order}/work-entries"}},
                .roles = {role::technician, role::manager}),
               (work_order, kind, name, quantity))

struct AddEvidence {
  struct Answer {
    std::string state;
    std::int64_t entry;
  };
  JobId work_order;
  std::optional<List<MediaId, 0, 20>> media;
  std::optional<Text<1, 4000>> transcript;
};
FETTLE_STRUCT(AddEvidence::Answer, (state, entry))
FETTLE_COMMAND(AddEvidence, "Adds photos, clips or a transcript; nothing is ever removed.",
               (.aggregate = "job", .routes = {{"POST", "/tech/work-orders/{work_order}/evidence"}},
                .roles = {role::technician, role::manager}),
               (work_order, media, transcript))

struct Check {
  bool passed;
  std::optional<Text<1, 500>> note;
};
FETTLE_STRUCT(Check, (passed, note))

struct Checklist {
  std::optional<Check> brakes;
  std::optional<Check> lights;
  std::optional<Check> oil_leak;
  std::optional<Check> road_test;
};
FETTLE_STRUCT(Checklist, (brakes, lights, oil_leak, road_test))

struct FinishRepair {
  using Answer = OrderAnswer;
  JobId work_order;
  Checklist checklist;
  std::optional<Text<1, 500>> note;
};
FETTLE_COMMAND(FinishRepair, "Ends the repair; every item of the self-check is ticked.",
               (.aggregate = "job", .routes = {{"POST", "/tech/work-orders/{work_order}/finish"}},
                .roles = {role::technician, role::manager}),
               (work_order, checklist, note))

}  // namespace fettle
