#include "adapters/odoo/picking.hpp"

#include <algorithm>

namespace fettle::odoo {

PickingOrder issue_from(const Warehouse& warehouse, const Profile& profile, std::string key,
                        std::vector<PickingLine> lines, WhenShort when_short) {
  auto origin = key;
  return {.key = std::move(key),
          .origin = std::move(origin),
          .kind = PickingKind::issue,
          .picking_type = warehouse.issue_type,
          .from = warehouse.stock_location,
          .to = profile.customer_location,
          .lines = std::move(lines),
          .when_short = when_short};
}

bool PickingOutcome::as_asked() const {
  return end == PickingEnd::done &&
         std::ranges::all_of(lines, [](const auto& line) { return line.quantity == line.asked; });
}

}  // namespace fettle::odoo
