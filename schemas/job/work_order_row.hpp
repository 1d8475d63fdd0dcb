// A work order as it is now, with the moment at which it first reached each state.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct WorkOrderRow {
  std::string tenant, id, short_number, status, store_id, customer_id, vehicle_id;
  std::optional<std::string> technician_id, bay_id, skill, description;
  JsonText media;
  std::optional<Moment> appointment;
  std::int64_t quote_version;  // 0: none issued
  std::int64_t confirmed_version;
  bool quote_needs_approval;  // and has none yet
  std::optional<Money> total, paid;
  std::optional<Money> supplement;        // asked for after the payment and not paid
  std::optional<std::string> payment_id;  // the open attempt, then the one that paid
  std::int64_t diagnosis_version;
  std::int64_t timer_seconds, labour_minutes;
  std::optional<Moment> timer_since;
  std::optional<std::string> cancel_reason;
  JsonText odoo_documents;
  Moment submitted_at;
  std::optional<Moment> accepted_at, diagnosing_at, quoted_at, confirmed_at, repairing_at,
      ready_to_pay_at, paid_at, closed_at, canceled_at;
  Moment updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(
    WorkOrderRow, "Work orders with their state, store, technician and documents in Odoo.",
    (.table = "work_orders", .key = {"tenant", "id"},
     .indexes = {"tenant, store_id, status, updated_at", "tenant, customer_id, submitted_at",
                 "tenant, technician_id, status", "tenant, submitted_at"},
     .id = "id", .version = "version", .sort = {"submitted_at", Order::falling},
     .filters = {{"state", "status"},
                 {"store", "store_id"},
                 {"vehicle", "vehicle_id"},
                 {"technician", "technician_id"},
                 {"bay", "bay_id"},
                 {"skill", "skill"},
                 {"from", "submitted_at", Match::from},
                 {"until", "submitted_at", Match::until}},
     .choices = {{"phase", "open", "t.status NOT IN ('CLOSED', 'CANCELED')"},
                 {"phase", "history", "t.status IN ('CLOSED', 'CANCELED')"}},
     .masked = {{role::warehouse, "customer_id"},
                {role::warehouse, "description"},
                {role::warehouse, "total"},
                {role::warehouse, "paid"},
                {role::warehouse, "supplement"},
                {role::warehouse, "cancel_reason"}},
     .faces = {{.list = "/mp/work-orders",
                .detail = "/mp/work-orders/{work_order}",
                .sentence = "The caller's own orders; `phase` splits open from final ones.",
                .scopes = {{role::customer, Sees::own, "customer_id"}}},
               {.list = "/tech/pool",
                .sentence = "Orders of the store that wait to be accepted.",
                .only = "t.status = 'SUBMITTED'",
                .scopes = {{role::technician, Sees::store, "store_id"},
                           {role::front_desk, Sees::store, "store_id"},
                           {role::manager, Sees::store, "store_id"}}},
               {.list = "/tech/work-orders",
                .detail = "/tech/work-orders/{work_order}",
                .sentence = "The technician's own orders.",
                .scopes = {{role::technician, Sees::own, "technician_id"},
                           {role::manager, Sees::store, "store_id"}}},
               {.list = "/admin/work-orders",
                .detail = "/admin/work-orders/{work_order}",
                .sentence = "The orders of the caller's store, or of all.",
                .scopes = {{role::front_desk, Sees::store, "store_id"},
                           {role::manager, Sees::store, "store_id"},
                           {role::finance, Sees::store, "store_id"},
                           {role::warehouse, Sees::store, "store_id"}}}}),
    (tenant, id, short_number, status, store_id, customer_id, vehicle_id, technician_id, bay_id,
     skill, description, media, appointment, quote_version, confirmed_version, quote_needs_approval,
     total, paid, supplement, payment_id, diagnosis_version, timer_seconds, labour_minutes,
     timer_since, cancel_reason, odoo_documents, submitted_at, accepted_at, diagnosing_at,
     quoted_at, confirmed_at, repairing_at, ready_to_pay_at, paid_at, closed_at, canceled_at,
     updated_at, version))

}  // namespace fettle
