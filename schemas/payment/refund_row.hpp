// Money that went back, or is to: each row stands beside its payment and names it.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct RefundRow {
  std::string tenant, id, payment_id, order_id, store_id;
  std::string kind;    // REFUND, REVERSAL
  std::string status;  // ASKED, STUCK, SUCCEEDED, FAILED
  std::string method;
  std::optional<Money> amount;
  std::optional<std::string> reason, asked_by, recorded_by, code;
  std::optional<std::string> transaction_id, refund_id;  // the payment service's numbers
  Moment asked_at;
  std::optional<Moment> settled_at;
  Moment updated_at;
};
FETTLE_READ_MODEL(
    RefundRow, "Refunds and reversals, each with the payment that it undoes.",
    (.table = "refunds", .key = {"tenant", "id"},
     .indexes = {"tenant, order_id", "tenant, payment_id", "tenant, status, asked_at"},
     .about = "payment_id", .sort = {"asked_at", Order::falling},
     .filters = {{"state", "status"},
                 {"payment", "payment_id"},
                 {"work_order", "order_id"},
                 {"store", "store_id"},
                 {"from", "asked_at", Match::from},
                 {"until", "asked_at", Match::until}},
     .masked = {{role::warehouse, "amount"},
                {role::warehouse, "reason"},
                {role::technician, "reason"},
                {role::technician, "amount"}},
     .faces = {{.list = "/admin/refunds",
                .sentence = "Refunds of the caller's store, or of all.",
                .scopes = {{role::finance, Sees::store, "store_id"},
                           {role::manager, Sees::store, "store_id"}}}}),
    (tenant, id, payment_id, order_id, store_id, kind, status, method, amount, reason, asked_by,
     recorded_by, code, transaction_id, refund_id, asked_at, settled_at, updated_at))

}  // namespace fettle
