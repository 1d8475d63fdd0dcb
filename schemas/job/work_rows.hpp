// What technicians entered on a work order: diagnoses, self-checks, labour and parts, evidence,
// spans of the timer.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct DiagnosisRow {
  std::string tenant, order_id;
  std::int64_t version;
  JsonText fault_codes;
  std::optional<std::string> finding;
  JsonText suggestions;
  std::optional<std::string> template_id;
  std::string recorded_by;
  Moment at;
};
FETTLE_READ_MODEL(DiagnosisRow, "Versions of diagnoses; a later one keeps the earlier.",
                  (.table = "diagnosis_records", .key = {"tenant", "order_id", "version"},
                   .sort = {"version"}),
                  (tenant, order_id, version, fault_codes, finding, suggestions, template_id,
                   recorded_by, at))

struct ChecklistRow {
  std::string tenant, order_id;
  std::int64_t version;
  JsonText items;
  std::string recorded_by;
  Moment at;
};
FETTLE_READ_MODEL(ChecklistRow, "Self-checks of finished repairs.",
                  (.table = "checklists", .key = {"tenant", "order_id", "version"},
                   .sort = {"version"}),
                  (tenant, order_id, version, items, recorded_by, at))

struct WorkEntryRow {
  std::string tenant, order_id;
  std::int64_t entry;
  std::string kind, name;
  std::int64_t quantity;
  std::string recorded_by;
  Moment at;
};
FETTLE_READ_MODEL(WorkEntryRow, "Labour in minutes and parts in pieces, entered by hand.",
                  (.table = "work_entries", .key = {"tenant", "order_id", "entry"},
                   .indexes = {"tenant, recorded_by, at"}, .sort = {"entry"}),
                  (tenant, order_id, entry, kind, name, quantity, recorded_by, at))

struct EvidenceRow {
  std::string tenant, order_id;
  std::int64_t entry;
  std::string state;
  JsonText media;
  std::optional<std::string> transcript;
  std::string recorded_by;
  Moment at;
};
FETTLE_READ_MODEL(EvidenceRow, "Photos, clips and transcripts kept for disputes.",
                  (.table = "evidence", .key = {"tenant", "order_id", "entry"}, .sort = {"entry"},
                   .masked = {{role::warehouse, "transcript"}}),
                  (tenant, order_id, entry, state, media, transcript, recorded_by, at))

struct WorkSpanRow {
  std::string tenant, order_id;
  Moment started_at;
  std::string technician_id;
  std::optional<Moment> stopped_at;
  std::optional<std::int64_t> seconds;
  std::optional<std::string> reason;
};
FETTLE_READ_MODEL(WorkSpanRow, "Spans of the labour timer.",
                  (.table = "work_spans", .key = {"tenant", "order_id", "started_at"},
                   .indexes = {"tenant, technician_id, started_at"}, .sort = {"started_at"}),
                  (tenant, order_id, started_at, technician_id, stopped_at, seconds, reason))

}  // namespace fettle
