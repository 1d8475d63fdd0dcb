// Every movement of stock as a row that nothing changes later.
#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/stock/events.hpp"
#include "schemas/stock/stock_rows.hpp"

namespace fettle::projections {
namespace {

struct Moved {
  std::string_view kind;
  std::int64_t quantity = 0, on_hand_change = 0, reserved_change = 0;
  std::string source;
  const OdooDocument* document = nullptr;
  std::optional<std::string> reason = {};
};

template <class Event>
StockMovementRow row_of(const Event& e, const EventFacts& f, const Moved& moved) {
  const auto* document = moved.document;
  return {.tenant = facts::tenant(f),
          .at = facts::time(f),
          .id = facts::event_id(f),
          .store_id = e.store.text(),
          .product_id = e.product.text(),
          .kind = std::string(moved.kind),
          .quantity = moved.quantity,
          .on_hand_change = moved.on_hand_change,
          .reserved_change = moved.reserved_change,
          .source = moved.source,
          .document = document != nullptr ? std::optional(document->name) : std::nullopt,
          .document_id = document != nullptr ? document->id : std::nullopt,
          .reason = moved.reason,
          .recorded_by = facts::account(f)};
}

std::string source_of(const RequisitionId& id) { return "requisition/" + id.text(); }

template <class Event, class Describe>
void keep(ProjectionBuilder& to, Describe describe) {
  to.add<StockMovementRow, Event>([describe](const Event& e, const EventFacts& f) {
    return std::optional(row_of(e, f, describe(e)));
  });
}

// A figure whose incoming pieces alone changed moved nothing.
std::optional<StockMovementRow> synced(const StockSynced& e, const EventFacts& f) {
  const auto change = e.on_hand - e.previous;
  if (change == 0) return std::nullopt;
  return row_of(e, f,
                {.kind = "SYNC",
                 .quantity = change < 0 ? -change : change,
                 .on_hand_change = change,
                 .source = "store/" + e.store.text()});
}

}  // namespace

void fold_stock_movements(ProjectionBuilder& to) {
  to.add<StockMovementRow, StockSynced>(synced);
  keep<StockReserved>(to, [](const StockReserved& e) {
    return Moved{.kind = "RESERVE",
                 .quantity = e.quantity,
                 .reserved_change = e.quantity,
                 .source = source_of(e.requisition)};
  });
  keep<StockReleased>(to, [](const StockReleased& e) {
    return Moved{.kind = "RELEASE",
                 .quantity = e.quantity,
                 .reserved_change = -e.quantity,
                 .source = source_of(e.requisition),
                 .reason = e.reason};
  });
  keep<StockIssued>(to, [](const StockIssued& e) {
    return Moved{.kind = "ISSUE",
                 .quantity = e.quantity,
                 .on_hand_change = e.on_hand_change,
                 .reserved_change = -e.reservation,
                 .source = source_of(e.requisition),
                 .document = &e.document};
  });
  keep<StockClaimed>(to, [](const StockClaimed& e) {
    return Moved{.kind = "CLAIM",
                 .quantity = e.quantity,
                 .reserved_change = -e.quantity,
                 .source = source_of(e.requisition),
                 .document = &e.document};
  });
  keep<StockReturned>(to, [](const StockReturned& e) {
    return Moved{.kind = "RETURN",
                 .quantity = e.quantity,
                 .on_hand_change = e.on_hand_change,
                 .source = "return/" + e.return_id.text(),
                 .document = &e.document};
  });
  keep<StockCounted>(to, [](const StockCounted& e) {
    const auto change = e.on_hand - e.previous;
    return Moved{.kind = "COUNT",
                 .quantity = change < 0 ? -change : change,
                 .on_hand_change = change,
                 .source = "count/" + e.count.text(),
                 .reason = e.reason};
  });
}

}  // namespace fettle::projections
