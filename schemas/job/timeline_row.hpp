// What happened to a work order, one row a change, never edited.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct TimelineRow {
  std::string tenant, order_id;
  std::int64_t version;  // of the order after the change
  std::string kind;      // OPENED, MOVED, NOTE
  std::optional<std::string> from_state;
  std::string to_state;
  std::string operator_id, operator_role;
  std::optional<std::string> note;
  Moment at;
};
FETTLE_READ_MODEL(TimelineRow, "Changes of state and notes of work orders; only ever added to.",
                  (.table = "work_order_timeline", .key = {"tenant", "order_id", "version"},
                   .sort = {"version"},
                   .masked = {{role::warehouse, "operator_id"}, {role::warehouse, "note"}}),
                  (tenant, order_id, version, kind, from_state, to_state, operator_id,
                   operator_role, note, at))

}  // namespace fettle
