// Who did what, when, to what, and what was there before and after: one row a command.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct AuditRow {
  std::string tenant;
  Moment at;
  std::string id;  // of the commit
  std::string actor, role, face, action;
  std::string object_type, object_id;
  std::string outcome;  // ACCEPTED, DENIED
  std::optional<std::string> code;
  std::int64_t count;  // of denials that one record stands for; else 1
  std::optional<JsonText> before;
  JsonText after;  // the events as they are on the log: personal fields sealed
  std::optional<std::string> trace_id;
};
FETTLE_READ_MODEL(AuditRow, "The audit trail over all domains; only ever added to.",
                  (.table = "audit_log", .key = {"tenant", "at", "id"},
                   .indexes = {"tenant, actor, at", "tenant, object_id, at"}, .monthly = "at",
                   .sort = {"at", Order::falling},
                   .filters = {{"actor", "actor"},
                               {"object", "object_id"},
                               {"action", "action"},
                               {"outcome", "outcome"},
                               {"trace", "trace_id"},
                               {"from", "at", Match::from},
                               {"until", "at", Match::until}},
                   .faces = {{.list = "/admin/audit",
                              .sentence = "The audit trail by actor, object and time.",
                              .scopes = {{role::manager, Sees::all},
                                         {role::tenant_operator, Sees::all}}}}),
                  (tenant, at, id, actor, role, face, action, object_type, object_id, outcome, code,
                   count, before, after, trace_id))

}  // namespace fettle
