#include "adapters/odoo/picking_rules.hpp"

#include <algorithm>
#include <map>

namespace fettle::odoo {
namespace {

bool is_cancelled(const FoundMove& move) { return move.state == "cancel"; }

std::map<std::int64_t, Quantity> asked_by_product(const PickingOrder& order) {
  std::map<std::int64_t, Quantity> asked;
  for (const auto& line : order.lines) asked[line.product] += line.quantity;
  return asked;
}

}  // namespace

Readiness readiness(const PickingOrder& order, std::span<const FoundMove> moves) {
  std::map<std::int64_t, Quantity> there;
  bool all_assigned = true;
  for (const auto& move : moves) {
    if (is_cancelled(move)) continue;
    if (move.state == "done") return Readiness::overtaken;
    there[move.product] += move.asked;
    all_assigned = all_assigned && move.state == "assigned";
  }
  if (there != asked_by_product(order)) return Readiness::differs;
  return all_assigned ? Readiness::ready : Readiness::partly;
}

bool needs_assigning(PickingKind kind, PickingState state) {
  if (state == PickingState::waiting) return true;
  return kind == PickingKind::issue && state == PickingState::assigned;
}

std::vector<PickedLine> lines_of(const PickingOrder& order, std::span<const FoundMove> moves) {
  std::map<std::int64_t, Quantity> there;
  for (const auto& move : moves) {
    if (!is_cancelled(move)) there[move.product] += move.done;
  }
  std::vector<PickedLine> lines;
  for (const auto& [product, asked] : asked_by_product(order)) {
    lines.push_back({product, asked, there[product]});
  }
  return lines;
}

std::vector<PickedLine> lines_as_asked(const PickingOrder& order) {
  std::vector<PickedLine> lines;
  for (const auto& [product, asked] : asked_by_product(order)) {
    lines.push_back({product, asked, asked});
  }
  return lines;
}

// Up to 16 the same done quantity written twice may be taken for more; from 17 on a move must be
// picked, whatever its quantity says.
std::vector<Writing> writings(const Profile& profile, std::span<const FoundMove> moves) {
  std::map<Quantity, Ids> by_quantity;
  for (const auto& move : moves) {
    if (is_cancelled(move)) continue;
    if (profile.has_picked || move.done != move.asked) by_quantity[move.asked].push_back(move.id);
  }
  std::vector<Writing> all;
  for (auto& [quantity, ids] : by_quantity) all.push_back({quantity, std::move(ids)});
  return all;
}

}  // namespace fettle::odoo
