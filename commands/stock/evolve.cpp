#include "commands/stock/state.hpp"

namespace fettle {

void evolve(StockState& stock, const StockSynced& e) {
  stock.on_hand = e.on_hand;
  stock.incoming = e.incoming;
  stock.claimed = 0;
  stock.figure_at = e.as_of;
}

void evolve(StockState& stock, const StockReserved& e) { stock.reserved += e.quantity; }

void evolve(StockState& stock, const StockReleased& e) { stock.reserved -= e.quantity; }

void evolve(StockState& stock, const StockIssued& e) {
  stock.on_hand += e.on_hand_change;
  stock.reserved -= e.reservation;
  stock.moved_at = std::max(stock.moved_at, e.done_at);
}

void evolve(StockState& stock, const StockClaimed& e) {
  stock.reserved -= e.quantity;
  stock.claimed += e.quantity;
  stock.moved_at = std::max(stock.moved_at, e.done_at);
}

void evolve(StockState& stock, const StockReturned& e) {
  stock.on_hand += e.on_hand_change;
  stock.moved_at = std::max(stock.moved_at, e.done_at);
}

void evolve(StockState& stock, const StockCounted& e) {
  stock.on_hand = e.on_hand;
  stock.moved_at = std::max(stock.moved_at, e.done_at);
}

}  // namespace fettle
