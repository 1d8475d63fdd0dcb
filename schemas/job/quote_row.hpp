// Every version of every quote. A later version changes nothing of the older ones, whose state of
// confirmation stays what it was, but sets `superseded`: only the version without it still counts.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

// No event of a quote names the store.
inline constexpr std::string_view store_of_the_order =
    "(SELECT o.store_id FROM work_orders o WHERE o.tenant = t.tenant AND o.id = t.order_id)";

struct QuoteRow {
  std::string tenant, order_id;
  std::int64_t quote_version;
  std::string state;  // WAITING_APPROVAL, ISSUED, CONFIRMED, REJECTED
  bool superseded;    // a later version was issued
  bool needs_approval;
  std::optional<Money> total;
  JsonText lines;
  std::string issued_by;
  Moment issued_at;
  std::optional<std::string> decided_by;  // who approved or rejected it
  std::optional<Moment> decided_at;
  std::optional<std::string> rejection;
  std::optional<Moment> confirmed_at;
  Moment updated_at;
};
FETTLE_READ_MODEL(
    QuoteRow, "Versions of quotes: detail as JSON, state of approval and confirmation.",
    (.table = "quotes", .key = {"tenant", "order_id", "quote_version"},
     .indexes = {"tenant, state, issued_at"}, .about = "order_id", .sort = {"issued_at"},
     .filters = {{"state", "state"},
                 {"superseded", "superseded"},
                 {"work_order", "order_id"},
                 {"from", "issued_at", Match::from},
                 {"until", "issued_at", Match::until}},
     .masked = {{role::warehouse, "total"},
                {role::warehouse, "lines"},
                {role::warehouse, "rejection"}},
     .faces = {{.list = "/admin/quotes",
                .sentence = "Quotes of the caller's store, or of all; with state=WAITING_APPROVAL "
                            "and superseded=false the manager's review list.",
                .scopes = {{role::front_desk, Sees::store, store_of_the_order},
                           {role::manager, Sees::store, store_of_the_order},
                           {role::finance, Sees::store, store_of_the_order}}}}),
    (tenant, order_id, quote_version, state, superseded, needs_approval, total, lines, issued_by,
     issued_at, decided_by, decided_at, rejection, confirmed_at, updated_at))

}  // namespace fettle
