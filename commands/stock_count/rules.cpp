#include "commands/stock_count/rules.hpp"

#include "commands/refusals.hpp"
#include "commands/store/reach.hpp"

namespace fettle {

Checked<const CountState*> known_count(TenantView& view, const CountId& id) {
  const auto* count = view.get<StockCount>(id);
  if (count != nullptr) return count;
  return not_found("count_unknown", fmt::format("there is no stock count {}", id.text()));
}

Checked<const CountState*> reached_count(TenantView& view, const Context& context,
                                         const CountId& id) {
  const auto* count = TRY(known_count(view, id));
  TRY(check_reach(context.caller, count->store));
  return count;
}

Checked<const CountLine*> known_line(const CountState& count, const ProductId& product) {
  const auto* line = count.line(product);
  if (line != nullptr) return line;
  return bad_field("product", "product_not_counted",
                   fmt::format("{} is not among the products to count", product.text()));
}

Rejection wrong_standing(const CountState& count, std::string_view command) {
  return conflict("count_state", fmt::format("{} is not possible: the count is {}", command,
                                             Codec<CountStanding>::name(count.standing)));
}

}  // namespace fettle
