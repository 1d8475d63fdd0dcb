// What happens to the stock of one product in one store. On hand changes by Odoo's figures and by
// Odoo's answers to postings only; reservations are ours. Every movement names what it came from.
#pragma once

#include <optional>
#include <string>

#include "core/moment.hpp"
#include "schemas/ids.hpp"
#include "schemas/odoo/document.hpp"

namespace fettle {

struct StockSynced {
  StoreId store;
  ProductId product;
  std::int64_t on_hand;
  std::int64_t incoming;
  std::int64_t previous;  // on hand, in our view before
  Moment as_of;
};
FETTLE_EVENT(StockSynced, 1, "Odoo's figures, recorded as they are.",
             (store, product, on_hand, incoming, previous, as_of))

struct StockReserved {
  StoreId store;
  ProductId product;
  RequisitionId requisition;
  std::int64_t quantity;
};
FETTLE_EVENT(StockReserved, 1, "Pieces are kept for a requisition; Odoo's figure stays.",
             (store, product, requisition, quantity))

struct StockReleased {
  StoreId store;
  ProductId product;
  RequisitionId requisition;
  std::int64_t quantity;
  std::string reason;  // rejected, changed, cancelled, closed, withdrawn
};
FETTLE_EVENT(StockReleased, 1, "Pieces are no longer kept for a requisition.",
             (store, product, requisition, quantity, reason))

struct StockIssued {
  StoreId store;
  ProductId product;
  RequisitionId requisition;
  std::int64_t quantity;        // that left the shelf
  std::int64_t reservation;     // that ends by it
  std::int64_t on_hand_change;  // 0 when a later figure of Odoo shows the posting already
  OdooDocument document;
  Moment done_at;
};
FETTLE_EVENT(StockIssued, 1, "Odoo posted an issue of parts.",
             (store, product, requisition, quantity, reservation, on_hand_change, document,
              done_at))

// A person's word is no posting: the figure waits for Odoo, and the pieces stay out of reach.
struct StockClaimed {
  StoreId store;
  ProductId product;
  RequisitionId requisition;
  std::int64_t quantity;
  OdooDocument document;
  Moment done_at;
};
FETTLE_EVENT(StockClaimed, 1, "A person says that the issue was posted; the next figure shows it.",
             (store, product, requisition, quantity, document, done_at))

struct StockReturned {
  StoreId store;
  ProductId product;
  RequisitionId requisition;
  ReturnId return_id;
  std::int64_t quantity;
  std::int64_t on_hand_change;  // 0 when a later figure of Odoo shows the posting already
  OdooDocument document;
  Moment done_at;
};
FETTLE_EVENT(StockReturned, 1, "Odoo posted a return of unused parts.",
             (store, product, requisition, return_id, quantity, on_hand_change, document, done_at))

struct StockCounted {
  StoreId store;
  ProductId product;
  CountId count;
  std::int64_t on_hand;   // as Odoo has it after the adjustment
  std::int64_t previous;  // in our view before
  std::string reason;
  Moment done_at;
};
FETTLE_EVENT(StockCounted, 1, "Odoo adjusted its figure to what was counted.",
             (store, product, count, on_hand, previous, reason, done_at))

}  // namespace fettle
