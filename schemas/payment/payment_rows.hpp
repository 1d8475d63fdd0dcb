// Attempts to pay, and the ledger of all that was heard about them.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct PaymentRow {
  std::string tenant, id, order_id, customer_id, store_id;
  std::int64_t quote_version;
  std::optional<Money> amount;
  std::string status;  // PENDING, SUCCEEDED, FAILED
  std::optional<std::string> method, reason, recorded_by;
  Moment started_at;
  std::optional<Moment> settled_at;
  Moment updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(PaymentRow, "Intents to pay with amount, state and order.",
                  (.table = "payments", .key = {"tenant", "id"},
                   .indexes = {"tenant, order_id, status", "tenant, started_at"}, .id = "id",
                   .version = "version", .sort = {"started_at", Order::falling},
                   .filters = {{"state", "status"},
                               {"store", "store_id"},
                               {"work_order", "order_id"},
                               {"from", "started_at", Match::from},
                               {"until", "started_at", Match::until}},
                   .masked = {{role::warehouse, "customer_id"}, {role::warehouse, "amount"}},
                   .faces = {{.list = "/admin/payments",
                              .detail = "/admin/payments/{payment}",
                              .sentence = "Payments of the caller's store, or of all.",
                              .scopes = {{role::finance, Sees::store, "store_id"},
                                         {role::manager, Sees::store, "store_id"}}}}),
                  (tenant, id, order_id, customer_id, store_id, quote_version, amount, status,
                   method, reason, recorded_by, started_at, settled_at, updated_at, version))

struct PaymentEventRow {
  std::string tenant;
  Moment at;
  std::string id;  // of the event: commit and place in it
  std::string payment_id, kind, source;
  std::string raw;            // as it came
  std::string verify_result;  // of its signature; NONE for what our own staff recorded
  std::string outcome;
};
FETTLE_READ_MODEL(PaymentEventRow, "The ledger of payment news; only ever added to.",
                  (.table = "payment_events", .key = {"tenant", "at", "id"},
                   .indexes = {"tenant, payment_id"}, .monthly = "at", .sort = {"at"}),
                  (tenant, at, id, payment_id, kind, source, raw, verify_result, outcome))

}  // namespace fettle
