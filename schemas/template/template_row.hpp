// A prepared diagnosis.
#pragma once

#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct TemplateRow {
  std::string tenant, id, name;
  JsonText fault_codes;
  std::string finding;
  JsonText suggestions;
  bool offered;
  Moment created_at, updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(
    TemplateRow, "Prepared diagnoses.",
    (.table = "templates", .key = {"tenant", "id"}, .id = "id", .version = "version",
     .sort = {"id"}, .filters = {{"offered", "offered"}},
     .faces = {{.list = "/admin/templates",
                .detail = "/admin/templates/{template_id}",
                .sentence = "All prepared diagnoses.",
                .scopes = {{role::front_desk, Sees::all}, {role::manager, Sees::all}}},
               {.list = "/tech/templates",
                .sentence = "Prepared diagnoses that are offered.",
                .only = "t.offered",
                .scopes = {{role::technician, Sees::all}, {role::manager, Sees::all}}}}),
    (tenant, id, name, fault_codes, finding, suggestions, offered, created_at, updated_at, version))

}  // namespace fettle
