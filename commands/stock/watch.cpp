#include "commands/stock/watch.hpp"

#include "commands/case/open.hpp"
#include "schemas/case/commands.hpp"

namespace fettle {

void watch_stock(TenantView& view, const Context& context, Decision& decision,
                 const StockFigures& figures) {
  const bool below_zero = figures.on_hand < 0;
  if (!below_zero && figures.on_hand >= figures.reserved) return;
  open_case(view, context, decision,
            {.kind = std::string(Codec<CaseKind>::name(CaseKind::STOCK)),
             .subject = "stock/" + stock_id(figures.store, figures.product).text(),
             .code = below_zero ? "stock_below_zero" : "stock_below_reserved",
             .store = figures.store,
             .expected = {},
             .found = {},
             .expected_pieces = below_zero ? 0 : figures.reserved,
             .found_pieces = figures.on_hand,
             .reference = {}});
}

}  // namespace fettle
