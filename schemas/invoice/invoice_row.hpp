// The invoice of an order, as owner and finance see it.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct InvoiceRow {
  std::string tenant, id, customer_id, store_id;  // its id is the order's
  std::string status;                             // STORED, REQUESTED, ISSUED, FAILED
  std::optional<std::string> title, tax_number, email;
  std::optional<Money> amount;
  std::optional<std::string> number, document, requested_by, code;
  std::optional<Moment> requested_at, issued_at;
  Moment updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(InvoiceRow, "Invoices of paid orders.",
                  (.table = "invoices", .key = {"tenant", "id"},
                   .indexes = {"tenant, status, updated_at", "tenant, customer_id"}, .id = "id",
                   .version = "version", .sort = {"updated_at", Order::falling},
                   .filters = {{"state", "status"},
                               {"store", "store_id"},
                               {"from", "updated_at", Match::from},
                               {"until", "updated_at", Match::until}},
                   .masked = {{role::warehouse, "amount"},
                              {role::technician, "amount"},
                              {role::technician, "title"},
                              {role::technician, "tax_number"},
                              {role::technician, "email"},
                              {role::warehouse, "email"}},
                   .faces = {{.list = "/admin/invoices",
                              .detail = "/admin/invoices/{invoice}",
                              .sentence = "Invoices of the caller's store, or of all.",
                              .scopes = {{role::finance, Sees::store, "store_id"},
                                         {role::manager, Sees::store, "store_id"}}},
                             {.list = "/mp/invoices",
                              .sentence = "The caller's own invoices.",
                              .scopes = {{role::customer, Sees::own, "customer_id"}}}}),
                  (tenant, id, customer_id, store_id, status, title, tax_number, email, amount,
                   number, document, requested_by, code, requested_at, issued_at, updated_at,
                   version))

}  // namespace fettle
