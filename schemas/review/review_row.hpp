// What owners thought of their orders.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct ReviewRow {
  std::string tenant, id, customer_id, store_id;  // its id is the order's
  std::optional<std::string> technician_id;
  std::int64_t stars;
  JsonText tags;
  std::optional<std::string> text;
  Moment given_at;
};
FETTLE_READ_MODEL(ReviewRow, "Reviews of paid orders: stars, tags, text, and who did the work.",
                  (.table = "reviews", .key = {"tenant", "id"},
                   .indexes = {"tenant, technician_id, given_at", "tenant, given_at"}, .id = "id",
                   .sort = {"given_at", Order::falling},
                   .filters = {{"technician", "technician_id"},
                               {"store", "store_id"},
                               {"stars", "stars"},
                               {"tag", "tags", Match::has},
                               {"from", "given_at", Match::from},
                               {"until", "given_at", Match::until}},
                   .masked = {{role::warehouse, "customer_id"}, {role::warehouse, "text"}},
                   .faces = {{.list = "/admin/reviews",
                              .sentence = "Reviews of the caller's store, or of all.",
                              .scopes = {{role::manager, Sees::store, "store_id"},
                                         {role::front_desk, Sees::store, "store_id"}}}}),
                  (tenant, id, customer_id, store_id, technician_id, stars, tags, text, given_at))

}  // namespace fettle
