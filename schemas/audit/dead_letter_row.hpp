// Events that could not be folded into rows, with their position.
#pragma once

#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct DeadLetterRow {
  std::string tenant;
  std::int64_t partition, log_offset;         // the end of its commit
  std::int64_t place;                         // of the event in the commit
  std::string event, object_type, object_id;  // empty when not even that could be read
  std::string code, detail;
};
FETTLE_READ_MODEL(
    DeadLetterRow, "Events that no row shows: what is asked about their object is incomplete.",
    (.table = "dead_letters", .key = {"tenant", "partition", "log_offset", "place"},
     .indexes = {"tenant, object_id"}, .sort = {"log_offset"},
     .filters = {{"object", "object_id"}, {"code", "code"}},
     .faces = {{.list = "/admin/dead-letters",
                .sentence = "Events that could not be folded.",
                .scopes = {{role::manager, Sees::all}, {role::tenant_operator, Sees::all}}}}),
    (tenant, partition, log_offset, place, event, object_type, object_id, code, detail))

}  // namespace fettle
