#include "commands/stock_sync/decide.hpp"

#include <set>

#include "commands/product/indexes.hpp"
#include "commands/stock/watch.hpp"
#include "commands/store/known.hpp"

namespace fettle {
namespace {

bool is_news(const StockState* stock, const SyncedFigure& figure, Moment as_of) {
  if (stock == nullptr) return true;
  if (stock->newest() > as_of) return false;
  return stock->on_hand != figure.on_hand || stock->incoming != figure.incoming ||
         stock->claimed != 0;
}

}  // namespace

// A figure of a product that is not in yet comes again with the next pass.
Checked<Decision> decide(TenantView& view, const Context& context, const SyncStock& command) {
  TRY(check_store(view, "store", command.store));
  const auto as_of = std::min(command.as_of, context.now);
  const StockSyncId sync(command.store.text());
  if (is_outdated(view, sync, as_of)) return Decision{};
  Decision decision;
  std::set<ProductId> seen;
  std::int64_t changed = 0;
  for (const auto& figure : command.figures) {
    if (view.get<Product>(figure.product) == nullptr) continue;
    if (!seen.insert(figure.product).second) continue;
    const auto id = stock_id(command.store, figure.product);
    const auto* stock = view.get<Stock>(id);
    if (!is_news(stock, figure, as_of)) continue;
    add<Stock>(decision, id,
               StockSynced{.store = command.store,
                           .product = figure.product,
                           .on_hand = figure.on_hand,
                           .incoming = figure.incoming,
                           .previous = stock == nullptr ? 0 : stock->on_hand,
                           .as_of = as_of});
    ++changed;
    const auto reserved = stock == nullptr ? 0 : stock->reserved;
    watch_stock(view, context, decision, {command.store, figure.product, figure.on_hand, reserved});
  }
  if (command.last) add<StockSync>(decision, sync, StoreSynced{command.store, as_of, changed});
  return decision;
}

}  // namespace fettle
