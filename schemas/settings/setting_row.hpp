// A value that the business chose.
#pragma once

#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct SettingRow {
  std::string tenant, name, store_id;  // empty: all stores without a value of their own
  std::int64_t value;
  std::string put_by;
  Moment updated_at;
};
// Events of the value of all stores are about ":all".
FETTLE_READ_MODEL(SettingRow, "Settings, for one store or for all.",
                  (.table = "settings", .key = {"tenant", "name", "store_id"},
                   .about = "(coalesce(nullif(t.store_id, ''), ':all'))", .sort = {"name"},
                   .filters = {{"name", "name"}, {"store", "store_id"}},
                   .faces = {{.list = "/admin/settings",
                              .sentence = "The settings.",
                              .scopes = {{role::manager, Sees::all},
                                         {role::front_desk, Sees::all}}}}),
                  (tenant, name, store_id, value, put_by, updated_at))

}  // namespace fettle
