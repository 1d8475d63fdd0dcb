// Days held against the payment service's statement, and what of them does not agree.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct StatementRow {
  std::string tenant, id;  // the day
  std::int64_t number;     // of the import; a later one replaces the one before
  std::int64_t lines, matched, missing_ours, missing_theirs, amount_differs, left_out;
  std::optional<Money> their_paid, their_refunded, our_paid, our_refunded;
  std::string imported_by;
  Moment imported_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(
    StatementRow, "Days held against the payment service's statement.",
    (.table = "statements", .key = {"tenant", "id"}, .id = "id", .version = "version",
     .sort = {"id", Order::falling},
     .filters = {{"from", "imported_at", Match::from}, {"until", "imported_at", Match::until}},
     .faces = {{.list = "/admin/statements",
                .detail = "/admin/statements/{day}",
                .sentence = "Days held against the payment service's statement.",
                .scopes = {{role::finance, Sees::all}, {role::manager, Sees::all}}}}),
    (tenant, id, number, lines, matched, missing_ours, missing_theirs, amount_differs, left_out,
     their_paid, their_refunded, our_paid, our_refunded, imported_by, imported_at, version))

struct StatementItemRow {
  std::string tenant, id;  // of the case by which it is settled
  std::string day;
  std::int64_t number;  // of the last import that found it
  std::string kind, code, trade_no;
  std::optional<std::string> refund_no, transaction_id, payment_id, order_id;
  std::optional<Money> ours, theirs;
  bool settled;
  std::optional<std::string> settled_by, note;
  std::optional<Moment> settled_at;
};
FETTLE_READ_MODEL(StatementItemRow, "Lines of a day on which the books do not agree.",
                  (.table = "statement_items", .key = {"tenant", "id"},
                   .indexes = {"tenant, day", "tenant, order_id"}, .about = "day", .sort = {"id"},
                   .filters = {{"day", "day"},
                               {"code", "code"},
                               {"kind", "kind"},
                               {"settled", "settled"},
                               {"work_order", "order_id"}},
                   .faces = {{.list = "/admin/statement-items",
                              .sentence = "What does not agree with the payment service's "
                                          "statements; settled by its case.",
                              .scopes = {{role::finance, Sees::all}, {role::manager, Sees::all}}}}),
                  (tenant, id, day, number, kind, code, trade_no, refund_no, transaction_id,
                   payment_id, order_id, ours, theirs, settled, settled_by, note, settled_at))

}  // namespace fettle
