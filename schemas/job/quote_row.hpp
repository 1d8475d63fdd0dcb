// Every version of every quote; an older version stays as it was issued.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct QuoteRow {
  std::string tenant, order_id;
  std::int64_t quote_version;
  std::string state;  // WAITING_APPROVAL, ISSUED, CONFIRMED, REJECTED, REPLACED
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
     .indexes = {"tenant, state, issued_at"}, .sort = {"issued_at"},
     .filters = {{"state", "state"},
                 {"work_order", "order_id"},
                 {"from", "issued_at", Match::from},
                 {"until", "issued_at", Match::until}},
     .faces = {{.list = "/admin/quotes",
                .sentence = "Quotes; with state=WAITING_APPROVAL the manager's review list.",
                .scopes = {{role::front_desk, Sees::all},
                           {role::manager, Sees::all},
                           {role::finance, Sees::all}}}}),
    (tenant, order_id, quote_version, state, needs_approval, total, lines, issued_by, issued_at,
     decided_by, decided_at, rejection, confirmed_at, updated_at))

}  // namespace fettle
