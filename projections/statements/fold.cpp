#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/case/events.hpp"
#include "schemas/statement/events.hpp"
#include "schemas/statement/statement_rows.hpp"

namespace fettle::projections {
namespace {

StatementRow imported(const StatementImported& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .id = facts::id(f),
          .number = e.number,
          .lines = e.lines,
          .matched = e.matched,
          .missing_ours = e.missing_ours,
          .missing_theirs = e.missing_theirs,
          .amount_differs = e.amount_differs,
          .left_out = e.left_out,
          .their_paid = e.their_paid,
          .their_refunded = e.their_refunded,
          .our_paid = e.our_paid,
          .our_refunded = e.our_refunded,
          .imported_by = e.imported_by,
          .imported_at = facts::time(f),
          .version = facts::version(f)};
}

StatementItemRow found(const StatementItem& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .id = e.matter.text(),
          .day = facts::id(f),
          .number = e.number,
          .kind = e.kind,
          .code = e.code,
          .trade_no = e.trade_no,
          .refund_no = e.refund_no,
          .transaction_id = e.transaction_id,
          .payment_id = facts::text(e.payment),
          .order_id = facts::text(e.job),
          .ours = e.ours,
          .theirs = e.theirs,
          .settled = false,
          .settled_by = {},
          .note = {},
          .settled_at = {}};
}

constexpr auto this_item = [](const StatementItem& e, const EventFacts& f) {
  return row_text::key(f.envelope.tenant, e.matter.text());
};

}  // namespace

// An import that finds a difference again changes its number only: what a person settled stays so.
void fold_statements(ProjectionBuilder& to) {
  to.put<StatementRow, StatementImported>(imported);
  to.change<StatementItemRow, StatementItem>(
      this_item, [](StatementItemRow& row, const StatementItem& e, const EventFacts&) {
        row.number = e.number;
      });
  to.put<StatementItemRow, StatementItem>(
      [](const StatementItem& e, const EventFacts& f) -> std::optional<StatementItemRow> {
        if (e.found_before) return std::nullopt;
        return found(e, f);
      });
  to.change<StatementItemRow, CaseSettled>(
      facts::own_key, [](StatementItemRow& row, const CaseSettled& e, const EventFacts& f) {
        row.settled = true;
        row.settled_by = e.by;
        row.note = e.note;
        row.settled_at = facts::time(f);
      });
}

}  // namespace fettle::projections
