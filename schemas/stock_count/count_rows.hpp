// Stock counts with their lines: the history of what was counted, and why it differed.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct StockCountRow {
  std::string tenant, id, store_id, period;
  std::string status;  // OPEN, APPROVED, FINISHED, WITHDRAWN
  std::int64_t products;
  std::optional<std::int64_t> differences;
  std::string opened_by;
  Moment opened_at;
  std::optional<std::string> approved_by, reason;
  std::optional<Moment> approved_at, ended_at;
  Moment updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(StockCountRow, "Stock counts of a store and a period.",
                  (.table = "stock_counts", .key = {"tenant", "id"},
                   .indexes = {"tenant, store_id, opened_at"}, .id = "id", .version = "version",
                   .sort = {"opened_at", Order::falling},
                   .filters = {{"store", "store_id"},
                               {"period", "period"},
                               {"state", "status"},
                               {"from", "opened_at", Match::from},
                               {"until", "opened_at", Match::until}},
                   .faces = {{.list = "/admin/stock-counts",
                              .detail = "/admin/stock-counts/{count}",
                              .sentence = "Counts of the caller's store, or of all.",
                              .scopes = {{role::warehouse, Sees::store, "store_id"},
                                         {role::manager, Sees::store, "store_id"},
                                         {role::finance, Sees::store, "store_id"}}}}),
                  (tenant, id, store_id, period, status, products, differences, opened_by,
                   opened_at, approved_by, reason, approved_at, ended_at, updated_at, version))

struct CountLineRow {
  std::string tenant, count_id, product_id;
  std::string status;  // OPEN, COUNTED, APPROVED, POSTED, OUTDATED
  std::optional<std::int64_t> expected, counted, difference;
  std::optional<std::string> reason, entered_by;
  std::optional<Moment> entered_at;
  std::optional<std::string> errand;
  std::optional<std::int64_t> on_hand;  // as Odoo had it last
  std::optional<std::string> settled_by;
  std::optional<Moment> posted_at;
};
FETTLE_READ_MODEL(CountLineRow, "Lines of stock counts.",
                  (.table = "stock_count_lines", .key = {"tenant", "count_id", "product_id"},
                   .about = "count_id", .sort = {"product_id"}),
                  (tenant, count_id, product_id, status, expected, counted, difference, reason,
                   entered_by, entered_at, errand, on_hand, settled_by, posted_at))

}  // namespace fettle
