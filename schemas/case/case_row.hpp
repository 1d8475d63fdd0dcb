// What a person must look at, or has settled.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct CaseRow {
  std::string tenant, id, kind, subject, code;
  std::optional<std::string> store_id;
  std::optional<Money> expected, found;
  std::optional<std::int64_t> expected_pieces, found_pieces;
  std::optional<std::string> reference;
  bool settled;
  std::optional<std::string> settled_by, note;
  Moment opened_at;
  std::optional<Moment> settled_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(CaseRow, "Cases: what does not agree, and how it was settled.",
                  (.table = "cases", .key = {"tenant", "id"},
                   .indexes = {"tenant, settled, opened_at", "tenant, subject"}, .id = "id",
                   .version = "version", .sort = {"opened_at", Order::falling},
                   .filters = {{"kind", "kind"},
                               {"code", "code"},
                               {"settled", "settled"},
                               {"subject", "subject"},
                               {"store", "store_id"},
                               {"from", "opened_at", Match::from},
                               {"until", "opened_at", Match::until}},
                   .faces = {{.list = "/admin/cases",
                              .detail = "/admin/cases/{case}",
                              .sentence = "Cases of the caller's store, or of all.",
                              .scopes = {{role::manager, Sees::store, "store_id"},
                                         {role::finance, Sees::store, "store_id"},
                                         {role::warehouse, Sees::all}}}}),
                  (tenant, id, kind, subject, code, store_id, expected, found, expected_pieces,
                   found_pieces, reference, settled, settled_by, note, opened_at, settled_at,
                   version))

}  // namespace fettle
