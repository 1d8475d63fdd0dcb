// What the outside was asked for, and how far that is.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct ErrandRow {
  std::string tenant, id, connector, action, subject;
  std::string status;  // TRYING, WAITING, DEAD, GIVEN_UP, DONE
  std::int64_t tries;
  std::optional<std::string> last_code, settled_by, reason;
  std::optional<Moment> next_at;
  Moment first_at, updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(ErrandRow, "Errands to systems outside, from their first try on.",
                  (.table = "errands", .key = {"tenant", "id"},
                   .indexes = {"tenant, status, updated_at", "tenant, subject"}, .id = "id",
                   .version = "version", .sort = {"updated_at", Order::falling},
                   .filters = {{"status", "status"},
                               {"connector", "connector"},
                               {"action", "action"},
                               {"subject", "subject"}},
                   .faces = {{.list = "/admin/errands",
                              .detail = "/admin/errands/{errand}",
                              .sentence = "Errands to systems outside.",
                              .scopes = {{role::manager, Sees::all},
                                         {role::finance, Sees::all},
                                         {role::warehouse, Sees::all}}}}),
                  (tenant, id, connector, action, subject, status, tries, last_code, settled_by,
                   reason, next_at, first_at, updated_at, version))

}  // namespace fettle
