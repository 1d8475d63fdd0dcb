#include "adapters/odoo/giving_back.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/odoo/fault.hpp"

namespace fettle::odoo {
namespace {

Result<std::vector<FoundMove>> done_moves(PickingCalls& calls, const std::string& key) {
  const auto found = TRY(calls.find({&key, 1}));
  if (found.empty() || found.front().state != PickingState::done) {
    return fault(code::original_missing, fmt::format("picking {} is not posted", key));
  }
  auto moves = TRY(calls.moves(found.front().moves));
  std::erase_if(moves, [](const FoundMove& move) { return move.state != "done"; });
  return moves;
}

}  // namespace

Result<PickingOrder> order_to_give_back(PickingCalls& calls, const Warehouse& warehouse,
                                        const Profile& profile, const GivingBack& asked) {
  const auto moves = TRY(done_moves(calls, asked.original_key));
  PickingOrder order{.key = asked.key,
                     .origin = asked.original_key,
                     .kind = PickingKind::give_back,
                     .picking_type = warehouse.return_type,
                     .from = profile.customer_location,
                     .to = warehouse.stock_location,
                     .lines = asked.lines};
  for (auto& line : order.lines) {
    const auto move = std::ranges::find(moves, line.product, &FoundMove::product);
    if (move == moves.end()) {
      return fault(code::original_missing,
                   fmt::format("picking {} has no product {}", asked.original_key, line.product));
    }
    line.returned_move = move->id;
  }
  return order;
}

}  // namespace fettle::odoo
