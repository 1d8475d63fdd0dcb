#include <fmt/format.h>

#include <algorithm>

#include "commands/statement/state.hpp"

namespace fettle {

std::string mark_of(const StatementItem& item) {
  const auto fen = [](const std::optional<Money>& money) {
    return money ? std::to_string(money->minor()) : std::string("-");
  };
  return fmt::format("{} {} {} {} {} {}", item.kind, item.code, item.trade_no,
                     item.refund_no.value_or("-"), fen(item.ours), fen(item.theirs));
}

void evolve(StatementState& statement, const StatementImported& e) { statement.imports = e.number; }

void evolve(StatementState& statement, const StatementItem& e) {
  const auto mark = mark_of(e);
  const bool listed = std::any_of(statement.items.begin(), statement.items.end(),
                                  [&](const ListedItem& item) { return item.mark == mark; });
  if (!listed) statement.items.push_back({mark, e.matter});
}

}  // namespace fettle
