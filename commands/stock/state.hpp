// What a decision must know of the stock of one product in one store. A figure of Odoo is kept as
// it is, also below zero.
#pragma once

#include <algorithm>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/stock/events.hpp"

namespace fettle {

struct StockState {
  std::int64_t on_hand = 0;
  std::int64_t incoming = 0;
  std::int64_t reserved = 0;  // the sum of the open requisitions
  std::int64_t claimed = 0;   // gone by a person's word; the next figure of Odoo shows it
  Moment figure_at{Micros{0}};
  Moment moved_at{Micros{0}};

  std::int64_t available() const { return on_hand - reserved - claimed; }
  Moment newest() const { return std::max(figure_at, moved_at); }
};
FETTLE_STRUCT(StockState, (on_hand, incoming, reserved, claimed, figure_at, moved_at))

struct Stock {
  static constexpr std::string_view type = "stock";
  static constexpr std::string_view shape = "1";
  using Key = StockId;
  using State = StockState;
  using Events = boost::mp11::mp_list<StockSynced, StockReserved, StockReleased, StockIssued,
                                      StockClaimed, StockReturned, StockCounted>;
};

void evolve(StockState&, const StockSynced&);
void evolve(StockState&, const StockReserved&);
void evolve(StockState&, const StockReleased&);
void evolve(StockState&, const StockIssued&);
void evolve(StockState&, const StockClaimed&);
void evolve(StockState&, const StockReturned&);
void evolve(StockState&, const StockCounted&);

}  // namespace fettle
