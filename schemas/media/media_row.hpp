// Where a picture or clip is kept and which order shows it; never its bytes.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

// Media of orders from before uploads were known have no object, nor have those that were dropped.
struct MediaRow {
  std::string tenant, id;
  std::optional<std::string> order_id;  // that shows it; the last one, if several do
  std::optional<std::string> object_key, hash;
  std::optional<std::int64_t> size;
  std::optional<std::string> content_type, uploaded_by, attached_by;
  std::optional<Moment> attached_at;
};
FETTLE_READ_MODEL(MediaRow, "Metadata of media and the orders that show them.",
                  (.table = "media_objects", .key = {"tenant", "id"},
                   .indexes = {"tenant, order_id"}, .sort = {"id"},
                   .masked = {{role::warehouse, "attached_by"}, {role::warehouse, "uploaded_by"}}),
                  (tenant, id, order_id, object_key, hash, size, content_type, uploaded_by,
                   attached_by, attached_at))

}  // namespace fettle
