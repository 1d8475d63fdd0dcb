#include "commands/stock/postings.hpp"

#include "commands/stock/watch.hpp"

namespace fettle {
namespace {

StockState figures_of(TenantView& view, const StockId& id) {
  const auto* stock = view.get<Stock>(id);
  return stock == nullptr ? StockState{} : *stock;
}

Moment done_at(const Context& context, const std::optional<Moment>& told) {
  return std::min(told.value_or(context.now), context.now);
}

// A figure whose reading began after the posting shows it already.
bool is_seen(const StockState& stock, Moment done) { return stock.figure_at > done; }

}  // namespace

void issue_stock(TenantView& view, const Context& context, Decision& decision,
                 const StockPosting& posting, const RequisitionId& requisition,
                 std::int64_t reservation) {
  const auto id = stock_id(posting.store, posting.product);
  const auto stock = figures_of(view, id);
  const auto done = done_at(context, posting.done_at);
  const auto change = is_seen(stock, done) ? 0 : -posting.quantity;
  add<Stock>(decision, id,
             StockIssued{.store = posting.store,
                         .product = posting.product,
                         .requisition = requisition,
                         .quantity = posting.quantity,
                         .reservation = reservation,
                         .on_hand_change = change,
                         .document = posting.document,
                         .done_at = done});
  watch_stock(
      view, context, decision,
      {posting.store, posting.product, stock.on_hand + change, stock.reserved - reservation});
}

void return_stock(TenantView& view, const Context& context, Decision& decision,
                  const StockPosting& posting, const RequisitionId& requisition,
                  const ReturnId& return_id) {
  const auto id = stock_id(posting.store, posting.product);
  const auto done = done_at(context, posting.done_at);
  add<Stock>(
      decision, id,
      StockReturned{.store = posting.store,
                    .product = posting.product,
                    .requisition = requisition,
                    .return_id = return_id,
                    .quantity = posting.quantity,
                    .on_hand_change = is_seen(figures_of(view, id), done) ? 0 : posting.quantity,
                    .document = posting.document,
                    .done_at = done});
}

void return_stock_unseen(Decision& decision, const StockPosting& posting, Moment now,
                         const RequisitionId& requisition, const ReturnId& return_id) {
  add<Stock>(decision, stock_id(posting.store, posting.product),
             StockReturned{.store = posting.store,
                           .product = posting.product,
                           .requisition = requisition,
                           .return_id = return_id,
                           .quantity = posting.quantity,
                           .on_hand_change = 0,
                           .document = posting.document,
                           .done_at = now});
}

void count_stock(TenantView& view, const Context& context, Decision& decision,
                 const CountedFigure& figure, const CountId& count) {
  const auto id = stock_id(figure.store, figure.product);
  const auto stock = figures_of(view, id);
  const auto done = done_at(context, figure.done_at);
  const auto on_hand = is_seen(stock, done) ? stock.on_hand : figure.on_hand;
  add<Stock>(decision, id,
             StockCounted{.store = figure.store,
                          .product = figure.product,
                          .count = count,
                          .on_hand = on_hand,
                          .previous = stock.on_hand,
                          .reason = figure.reason,
                          .done_at = done});
  watch_stock(view, context, decision, {figure.store, figure.product, on_hand, stock.reserved});
}

}  // namespace fettle
