// A member of staff.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct StaffRow {
  std::string tenant, id;
  std::optional<std::string> name;
  std::string role;
  std::optional<std::string> store_id;
  JsonText skills;
  bool active;
  Moment registered_at, updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(StaffRow, "Staff with role, store and skills.",
                  (.table = "staff", .key = {"tenant", "id"}, .id = "id", .version = "version",
                   .sort = {"id"},
                   .filters = {{"role", "role"},
                               {"store", "store_id"},
                               {"active", "active"},
                               {"skill", "skills", Match::has}},
                   .faces = {{.list = "/admin/staff",
                              .detail = "/admin/staff/{staff}",
                              .sentence = "The staff.",
                              .scopes = {{role::front_desk, Sees::all},
                                         {role::manager, Sees::all},
                                         {role::tenant_operator, Sees::all}}}}),
                  (tenant, id, name, role, store_id, skills, active, registered_at, updated_at,
                   version))

}  // namespace fettle
