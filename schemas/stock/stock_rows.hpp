// Figures of stock, and every movement of them.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct StockRow {
  std::string tenant, store_id, product_id, stock_id;
  std::int64_t on_hand, incoming, reserved;
  std::int64_t claimed;             // gone by a person's word, not in Odoo's figure yet
  std::optional<Moment> synced_at;  // when Odoo's figure last changed
  Moment updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(StockRow, "Figures of a product in a store; shown with the product as parts.",
                  (.table = "stock", .key = {"tenant", "store_id", "product_id"},
                   .indexes = {"tenant, product_id"}, .about = "stock_id", .sort = {"product_id"}),
                  (tenant, store_id, product_id, stock_id, on_hand, incoming, reserved, claimed,
                   synced_at, updated_at, version))

struct StockSyncRow {
  std::string tenant, id;  // a store, or :products
  Moment as_of;
  std::int64_t changed;
  std::int64_t version;
};
FETTLE_READ_MODEL(StockSyncRow, "As of when our view of products and stores is Odoo's.",
                  (.table = "stock_syncs", .key = {"tenant", "id"}, .id = "id",
                   .version = "version", .sort = {"id"},
                   .faces = {{.list = "/admin/stock-syncs",
                              .sentence = "The last sync of products and of each store.",
                              .scopes = {{role::warehouse, Sees::all},
                                         {role::manager, Sees::all}}}}),
                  (tenant, id, as_of, changed, version))

struct StockMovementRow {
  std::string tenant;
  Moment at;
  std::string id;  // of the event: commit and place in it
  std::string store_id, product_id;
  std::string kind;  // SYNC, RESERVE, RELEASE, ISSUE, CLAIM, RETURN, COUNT
  std::int64_t quantity, on_hand_change, reserved_change;
  std::string source;  // "<type>/<id>" of what it came from
  std::optional<std::string> document;
  std::optional<std::int64_t> document_id;
  std::optional<std::string> reason;
  std::string recorded_by;
};
FETTLE_READ_MODEL(StockMovementRow, "Movements of stock with their sources; only ever added to.",
                  (.table = "stock_movements", .key = {"tenant", "at", "id"},
                   .indexes = {"tenant, store_id, product_id, at", "tenant, source"},
                   .monthly = "at", .sort = {"at", Order::falling},
                   .filters = {{"store", "store_id"},
                               {"product", "product_id"},
                               {"kind", "kind"},
                               {"source", "source"},
                               {"document", "document"},
                               {"from", "at", Match::from},
                               {"until", "at", Match::until}},
                   .faces = {{.list = "/admin/stock-movements",
                              .sentence = "Movements of the caller's store, or of all.",
                              .scopes = {{role::warehouse, Sees::store, "store_id"},
                                         {role::manager, Sees::store, "store_id"},
                                         {role::finance, Sees::store, "store_id"}}}}),
                  (tenant, at, id, store_id, product_id, kind, quantity, on_hand_change,
                   reserved_change, source, document, document_id, reason, recorded_by))

}  // namespace fettle
