// Counting: open, enter, approve or give up.
#include "commands/stock_count/decide.hpp"

#include <set>

#include "commands/errand/opens.hpp"
#include "commands/product/indexes.hpp"
#include "commands/refusals.hpp"
#include "commands/stock/indexes.hpp"
#include "commands/stock_count/rules.hpp"
#include "commands/store/known.hpp"
#include "commands/store/reach.hpp"

namespace fettle {
namespace {

Checked<void> check_products(TenantView& view, const List<ProductId, 1, 500>& products) {
  std::set<ProductId> seen;
  for (const auto& product : products) {
    if (view.get<Product>(product) == nullptr) {
      return bad_field("products", "product_unknown",
                       fmt::format("there is no product {}", product.text()));
    }
    if (!seen.insert(product).second) {
      return bad_field("products", "product_doubled",
                       fmt::format("product {} is named twice", product.text()));
    }
  }
  return {};
}

// Of the lines that this approval is about.
Checked<void> check_complete(const CountState& count) {
  std::vector<FieldError> missing;
  for (const auto& line : count.lines) {
    if (line.standing != LineStanding::OPEN) continue;
    if (!line.number) {
      missing.push_back({line.product.text(), "count_missing", "not counted yet"});
    } else if (line.number->differs() && !line.number->reason) {
      missing.push_back({line.product.text(), "reason_missing",
                         fmt::format("{} counted, {} expected: say why", line.number->counted,
                                     line.number->expected)});
    }
  }
  if (missing.empty()) return {};
  return Rejection{Refusal::rule, "count_incomplete",
                   "every product is counted, and every difference has a reason",
                   std::move(missing)};
}

bool is_to_post(const CountLine& line) {
  return line.standing == LineStanding::OPEN && line.number->differs();
}

void approve_line(TenantView& view, const Context& context, Decision& decision, const CountId& id,
                  const CountState& count, const CountLine& line) {
  add<StockCount>(decision, id,
                  CountLineApproved{.store = *count.store,
                                    .product = line.product,
                                    .odoo_id = view.get<Product>(line.product)->synced->odoo_id,
                                    .counted = line.number->counted,
                                    .expected = line.number->expected,
                                    .reason = *line.number->reason,
                                    .errand = opens_errand(view, context, decision, "odoo")});
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const OpenCount& command) {
  TRY(check_store(view, "store", command.store));
  TRY(check_reach(context.caller, command.store));
  TRY(check_products(view, command.products));
  const auto period = period_of(command.store, command.period.text());
  if (!view.find(counts_of_period, period, 1).empty()) {
    return conflict("count_exists", fmt::format("store {} has a count of {}", command.store.text(),
                                                command.period.text()));
  }
  Decision decision;
  decision.status = 201;
  add<StockCount>(decision, context.fresh<CountId>(),
                  CountOpened{command.store, command.period.text(), command.products,
                              context.caller.account.text()});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const EnterCount& command) {
  const auto* count = TRY(reached_count(view, context, command.count));
  if (count->standing != CountStanding::OPEN) return wrong_standing(*count, "EnterCount");
  const auto* line = TRY(known_line(*count, command.product));
  if (line->standing != LineStanding::OPEN) {
    return conflict("line_approved", fmt::format("the count of {} is {}", command.product.text(),
                                                 Codec<LineStanding>::name(line->standing)));
  }
  const auto* stock = view.get<Stock>(stock_id(*count->store, command.product));
  const auto expected = stock == nullptr ? 0 : stock->on_hand;
  Decision decision;
  add<StockCount>(decision, command.count,
                  CountEntered{.product = command.product,
                               .counted = command.counted,
                               .expected = expected,
                               .reason = text_of(command.reason),
                               .entered_by = context.caller.account.text()});
  answer(decision, EnterCount::Answer{expected, command.counted - expected});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const ApproveCount& command) {
  const auto* count = TRY(reached_count(view, context, command.count));
  if (count->standing != CountStanding::OPEN) return wrong_standing(*count, "ApproveCount");
  TRY(check_complete(*count));
  const auto lines = static_cast<std::int64_t>(count->lines.size());
  const auto differences = std::count_if(count->lines.begin(), count->lines.end(), is_to_post);
  Decision decision;
  add<StockCount>(decision, command.count,
                  CountApproved{context.caller.account.text(), lines, differences});
  for (const auto& line : count->lines) {
    if (is_to_post(line)) approve_line(view, context, decision, command.count, *count, line);
  }
  if (differences == 0 && !count->has(LineStanding::APPROVED)) {
    add<StockCount>(decision, command.count, CountFinished{lines});
  }
  answer(decision, ApproveCount::Answer{differences});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const WithdrawCount& command) {
  const auto* count = TRY(reached_count(view, context, command.count));
  const bool untouched =
      count->standing == CountStanding::OPEN && !count->has(LineStanding::APPROVED);
  if (!untouched) return wrong_standing(*count, "WithdrawCount");
  Decision decision;
  add<StockCount>(decision, command.count,
                  CountWithdrawn{context.caller.account.text(), command.reason.text()});
  return decision;
}

}  // namespace fettle
