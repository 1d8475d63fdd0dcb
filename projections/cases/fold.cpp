#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/case/case_row.hpp"
#include "schemas/case/events.hpp"

namespace fettle::projections {

void fold_cases(ProjectionBuilder& to) {
  to.put<CaseRow, CaseOpened>([](const CaseOpened& e, const EventFacts& f) {
    return CaseRow{.tenant = facts::tenant(f),
                   .id = facts::id(f),
                   .kind = e.kind,
                   .subject = e.subject,
                   .code = e.code,
                   .store_id = facts::text(e.store),
                   .expected = e.expected,
                   .found = e.found,
                   .expected_pieces = e.expected_pieces,
                   .found_pieces = e.found_pieces,
                   .reference = e.reference,
                   .settled = false,
                   .settled_by = {},
                   .note = {},
                   .opened_at = facts::time(f),
                   .settled_at = {},
                   .version = facts::version(f)};
  });
  to.change<CaseRow, CaseSettled>(facts::own_key,
                                  [](CaseRow& row, const CaseSettled& e, const EventFacts& f) {
                                    row.settled = true;
                                    row.settled_by = e.by;
                                    row.note = e.note;
                                    row.settled_at = facts::time(f);
                                    row.version = facts::version(f);
                                  });
}

}  // namespace fettle::projections
