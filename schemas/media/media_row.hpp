// Where a picture or clip is kept and which order it belongs to; never its bytes.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct MediaRow {
  std::string tenant, id, order_id;
  std::optional<std::string> object_key, hash;
  std::optional<std::int64_t> size;
  std::string attached_by;
  Moment attached_at;
};
FETTLE_READ_MODEL(MediaRow, "Metadata of media and the orders that show them.",
                  (.table = "media_objects", .key = {"tenant", "id", "order_id"},
                   .indexes = {"tenant, order_id"}, .sort = {"id"},
                   .masked = {{role::warehouse, "attached_by"}}),
                  (tenant, id, order_id, object_key, hash, size, attached_by, attached_at))

}  // namespace fettle
