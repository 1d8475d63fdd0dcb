// What the decisions on a stock count have in common.
#pragma once

#include <string_view>

#include "commands/stock_count/indexes.hpp"

namespace fettle {

Checked<const CountState*> known_count(TenantView& view, const CountId& id);
// And of a store that the caller reaches.
Checked<const CountState*> reached_count(TenantView& view, const Context& context,
                                         const CountId& id);
Checked<const CountLine*> known_line(const CountState& count, const ProductId& product);

Rejection wrong_standing(const CountState& count, std::string_view command);

}  // namespace fettle
