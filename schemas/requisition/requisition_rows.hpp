// Requisitions with their postings, and what came back.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct RequisitionRow {
  std::string tenant, id, order_id, short_number, store_id, product_id;
  std::int64_t odoo_id, quantity;
  std::string status;  // as RequisitionStanding
  std::string requested_by;
  std::optional<std::string> note;
  Moment requested_at;
  std::optional<std::string> decided_by, reason, errand;
  std::optional<Moment> decided_at;
  std::optional<Moment> short_at;          // when Odoo first had not enough
  std::optional<std::int64_t> reservable;  // that it had
  std::optional<std::int64_t> document_id;
  std::optional<std::string> document, document_state;
  std::optional<std::string> settled_by;  // on whose word, if not on Odoo's
  std::optional<Moment> posted_at;
  std::int64_t issued, returned, return_pending;
  Moment updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(RequisitionRow, "Requisitions of parts, from the wish to the posting.",
                  (.table = "requisitions", .key = {"tenant", "id"},
                   .indexes = {"tenant, store_id, status, requested_at", "tenant, order_id",
                               "tenant, requested_by, requested_at", "tenant, requested_at"},
                   .id = "id", .version = "version", .sort = {"requested_at", Order::falling},
                   .filters = {{"state", "status"},
                               {"store", "store_id"},
                               {"work_order", "order_id"},
                               {"product", "product_id"},
                               {"requested_by", "requested_by"},
                               {"document", "document"},
                               {"from", "requested_at", Match::from},
                               {"until", "requested_at", Match::until}},
                   .masked = {{role::warehouse, "note"}},
                   .faces = {{.list = "/tech/requisitions",
                              .detail = "/tech/requisitions/{requisition}",
                              .sentence = "Requisitions that the technician asked for.",
                              .scopes = {{role::technician, Sees::own, "requested_by"},
                                         {role::manager, Sees::store, "store_id"}}},
                             {.list = "/admin/requisitions",
                              .detail = "/admin/requisitions/{requisition}",
                              .sentence = "Requisitions of the caller's store, or of all.",
                              .scopes = {{role::warehouse, Sees::store, "store_id"},
                                         {role::front_desk, Sees::store, "store_id"},
                                         {role::manager, Sees::store, "store_id"},
                                         {role::finance, Sees::store, "store_id"}}}}),
                  (tenant, id, order_id, short_number, store_id, product_id, odoo_id, quantity,
                   status, requested_by, note, requested_at, decided_by, reason, errand, decided_at,
                   short_at, reservable, document_id, document, document_state, settled_by,
                   posted_at, issued, returned, return_pending, updated_at, version))

struct PartsReturnRow {
  std::string tenant, requisition_id, id, order_id, store_id, product_id;
  std::int64_t quantity, returned;
  std::string status;  // ASKED, RETURNED, WITHDRAWN
  std::optional<std::string> reason;
  std::string original;  // the issue in Odoo that it reverses
  std::optional<std::int64_t> original_id;
  std::string asked_by;
  Moment asked_at;
  std::optional<std::string> errand;
  std::optional<std::int64_t> document_id;
  std::optional<std::string> document, document_state, settled_by;
  std::optional<Moment> settled_at;
};
FETTLE_READ_MODEL(PartsReturnRow, "Returns of unused parts, each with the issue that it reverses.",
                  (.table = "parts_returns", .key = {"tenant", "requisition_id", "id"},
                   .indexes = {"tenant, order_id", "tenant, store_id, status, asked_at"},
                   .about = "requisition_id", .sort = {"asked_at", Order::falling},
                   .filters = {{"state", "status"},
                               {"store", "store_id"},
                               {"work_order", "order_id"},
                               {"requisition", "requisition_id"},
                               {"product", "product_id"},
                               {"from", "asked_at", Match::from},
                               {"until", "asked_at", Match::until}},
                   .faces = {{.list = "/admin/parts-returns",
                              .sentence = "Returns of the caller's store, or of all.",
                              .scopes = {{role::warehouse, Sees::store, "store_id"},
                                         {role::front_desk, Sees::store, "store_id"},
                                         {role::manager, Sees::store, "store_id"},
                                         {role::finance, Sees::store, "store_id"}}}}),
                  (tenant, requisition_id, id, order_id, store_id, product_id, quantity, returned,
                   status, reason, original, original_id, asked_by, asked_at, errand, document_id,
                   document, document_state, settled_by, settled_at))

}  // namespace fettle
