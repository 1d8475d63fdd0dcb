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
  std::string status;  // PENDING, SUCCEEDED, FAILED, QUESTIONED: money that pays no order
  std::optional<std::string> method, reason, recorded_by;
  std::optional<std::string> purpose;  // supplement; absent: the order's confirmed total
  std::optional<std::string> trade_no, transaction_id;  // ours and theirs, at the payment service
  std::optional<Money> received, refunded;
  std::optional<std::string> reversed_by;  // the refund that undoes it
  std::optional<Moment> paid_at;           // by the payment service's clock
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
                               {"transaction", "transaction_id"},
                               {"from", "started_at", Match::from},
                               {"until", "started_at", Match::until}},
                   .masked = {{role::warehouse, "customer_id"},
                              {role::warehouse, "amount"},
                              {role::warehouse, "received"},
                              {role::warehouse, "refunded"}},
                   .faces = {{.list = "/admin/payments",
                              .detail = "/admin/payments/{payment}",
                              .sentence = "Payments of the caller's store, or of all.",
                              .scopes = {{role::finance, Sees::store, "store_id"},
                                         {role::manager, Sees::store, "store_id"}}},
                             {.list = "/mp/payments",
                              .detail = "/mp/payments/{payment}",
                              .sentence = "The caller's own payments, and what became of each.",
                              .scopes = {{role::customer, Sees::own, "customer_id"}}}}),
                  (tenant, id, order_id, customer_id, store_id, quote_version, amount, status,
                   method, reason, recorded_by, purpose, trade_no, transaction_id, received,
                   refunded, reversed_by, paid_at, started_at, settled_at, updated_at, version))

struct PaymentEventRow {
  std::string tenant;
  Moment at;
  std::string id;  // of the event: commit and place in it
  std::string payment_id, kind, source;
  std::string raw;            // as it came
  std::string raw_encoding;   // TEXT, BASE64
  std::string verify_result;  // of its signature; NONE for what our own side recorded
  std::string outcome;
  std::optional<std::string> order_id, store_id;
  std::optional<std::string> notification, transaction_id;  // the payment service's numbers
  JsonText headers;
};
FETTLE_READ_MODEL(
    PaymentEventRow, "The ledger of payment news; only ever added to.",
    (.table = "payment_events", .key = {"tenant", "at", "id"},
     .indexes = {"tenant, payment_id", "tenant, order_id"}, .monthly = "at",
     .sort = {"at", Order::falling},
     .filters = {{"payment", "payment_id"},
                 {"work_order", "order_id"},
                 {"store", "store_id"},
                 {"state", "outcome"},
                 {"verify_result", "verify_result"},
                 {"kind", "kind"},
                 {"from", "at", Match::from},
                 {"until", "at", Match::until}},
     .faces = {{.list = "/admin/payment-events",
                .sentence = "The payment journal: what was heard, word for word, what "
                            "its signature was worth and what became of it.",
                .scopes = {{role::finance, Sees::store, "store_id"},
                           {role::manager, Sees::store, "store_id"}}}}),
    (tenant, at, id, payment_id, kind, source, raw, raw_encoding, verify_result, outcome, order_id,
     store_id, notification, transaction_id, headers))

}  // namespace fettle
