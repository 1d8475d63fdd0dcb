// What a posting of Odoo does to our figures, in the commit that records it.
#pragma once

#include <optional>

#include "commands/stock/indexes.hpp"

namespace fettle {

struct StockPosting {
  const StoreId& store;
  const ProductId& product;
  const OdooDocument& document;
  std::int64_t quantity = 0;
  std::optional<Moment> done_at;  // absent: now
};

// `reservation` ends with it.
void issue_stock(TenantView& view, const Context& context, Decision& decision,
                 const StockPosting& posting, const RequisitionId& requisition,
                 std::int64_t reservation);
void return_stock(TenantView& view, const Context& context, Decision& decision,
                  const StockPosting& posting, const RequisitionId& requisition,
                  const ReturnId& return_id);
// On a person's word: the next figure of Odoo shows it.
void return_stock_unseen(Decision& decision, const StockPosting& posting, Moment now,
                         const RequisitionId& requisition, const ReturnId& return_id);

struct CountedFigure {
  const StoreId& store;
  const ProductId& product;
  std::int64_t on_hand = 0;
  std::string reason;
  std::optional<Moment> done_at;
};
void count_stock(TenantView& view, const Context& context, Decision& decision,
                 const CountedFigure& figure, const CountId& count);

}  // namespace fettle
