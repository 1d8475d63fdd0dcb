#include "commands/statement/decide.hpp"

#include <algorithm>

#include "commands/case/open.hpp"
#include "commands/refusals.hpp"
#include "commands/statement/compare.hpp"
#include "commands/store/reach.hpp"
#include "schemas/case/commands.hpp"

namespace fettle {
namespace {

StatementImported summary(const Context& context, const ImportStatement& command,
                          const StatementState* before, const Comparison& found) {
  const auto all = found.items.size();
  return {.number = before == nullptr ? 1 : before->imports + 1,
          .lines = static_cast<std::int64_t>(command.lines.size()),
          .matched = found.matched,
          .missing_ours = found.missing_ours,
          .missing_theirs = found.missing_theirs,
          .amount_differs = found.amount_differs,
          .left_out = static_cast<std::int64_t>(all > items_max ? all - items_max : 0),
          .their_paid = Money::fen(found.their_paid),
          .their_refunded = Money::fen(found.their_refunded),
          .our_paid = Money::fen(found.our_paid),
          .our_refunded = Money::fen(found.our_refunded),
          .imported_by = context.caller.account.text()};
}

const ListedItem* listed(const StatementState* before, const std::string& mark) {
  if (before == nullptr) return nullptr;
  const auto found = std::find_if(before->items.begin(), before->items.end(),
                                  [&](const ListedItem& item) { return item.mark == mark; });
  return found == before->items.end() ? nullptr : &*found;
}

// One that an earlier import found has its case, open or settled.
void keep(const Context& context, Decision& decision, const StatementId& day,
          const StatementState* before, StatementItem item) {
  item.number = before == nullptr ? 1 : before->imports + 1;
  if (const auto* known = listed(before, mark_of(item))) {
    item.matter = known->matter;
    item.found_before = true;
    add<Statement>(decision, day, std::move(item));
    return;
  }
  item.matter = context.fresh<CaseId>();
  const CaseOpened opened{.kind = std::string(Codec<CaseKind>::name(CaseKind::RECONCILIATION)),
                          .subject = fmt::format("statement/{}", day.text()),
                          .code = item.code,
                          .store = std::nullopt,
                          .expected = item.ours,
                          .found = item.theirs,
                          .expected_pieces = std::nullopt,
                          .found_pieces = std::nullopt,
                          .reference = item.refund_no.value_or(item.trade_no)};
  const auto matter = item.matter;
  add<Statement>(decision, day, std::move(item));
  add<Case>(decision, matter, opened);
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const ImportStatement& command) {
  TRY(check_reach(context.caller, std::nullopt));
  const StatementId day(command.day.text());
  const auto* before = view.get<Statement>(day);
  if (before != nullptr && before->imports >= imports_max) {
    return conflict("statement_imports_max",
                    fmt::format("{} was imported {} times", day.text(), imports_max));
  }
  auto found = TRY(compare(view, command));
  Decision decision;
  decision.status = 201;
  add<Statement>(decision, day, summary(context, command, before, found));
  answer(decision, ImportStatement::Answer{found.matched, found.missing_ours, found.missing_theirs,
                                           found.amount_differs});
  if (found.items.size() > items_max) {
    found.items.erase(found.items.begin() + static_cast<std::ptrdiff_t>(items_max),
                      found.items.end());
  }
  for (auto& item : found.items) keep(context, decision, day, before, std::move(item));
  return decision;
}

}  // namespace fettle
