#include "adapters/odoo/picking_calls.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/values.hpp"

namespace fettle::odoo {
namespace {

using json::Document;

constexpr std::string_view picking_model = "stock.picking", move_model = "stock.move";

// A state that a later Odoo may add is one that waits for something.
PickingState state_of(std::string_view text) {
  if (text == "draft") return PickingState::draft;
  if (text == "assigned") return PickingState::assigned;
  if (text == "done") return PickingState::done;
  if (text == "cancel") return PickingState::cancelled;
  return PickingState::waiting;
}

Result<std::vector<FoundPicking>> pickings_of(const Document& found) {
  std::vector<FoundPicking> pickings;
  for (const auto& record : TRY(records_of(found))) {
    pickings.push_back({.id = record.id(),
                        .name = record.text("name"),
                        .state = state_of(record.text("state")),
                        .moves = record.links("move_ids"),
                        .done_at = record.moment("date_done")});
  }
  return pickings;
}

Result<std::vector<FoundMove>> moves_of(const Document& found, std::string_view done_field) {
  std::vector<FoundMove> moves;
  for (const auto& record : TRY(records_of(found))) {
    moves.push_back({.id = record.id(),
                     .product = record.link("product_id").value_or(0),
                     .state = record.text("state"),
                     .asked = record.quantity("product_uom_qty"),
                     .done = record.quantity(done_field)});
  }
  return moves;
}

std::int64_t unit_of(std::int64_t product, std::span<const ProductUnit> units) {
  const auto found = std::ranges::find(units, product, &ProductUnit::product);
  return found == units.end() ? 0 : found->unit;
}

}  // namespace

Result<std::vector<FoundPicking>> PickingCalls::find(std::span<const std::string> keys) {
  const std::vector<std::string> names(keys.begin(), keys.end());
  auto by_name =
      names.size() == 1 ? term("name", "=", names.front()) : term("name", "in", list_of(names));
  const auto found = TRY(
      odoo_.call(search_read(picking_model, {std::move(by_name)},
                             {"name", "state", "origin", "move_ids"}, {.limit = names.size()})));
  return pickings_of(found);
}

Result<std::vector<FoundPicking>> PickingCalls::read(const Ids& pickings) {
  const auto found = TRY(
      odoo_.call(odoo::read(picking_model, pickings, {"name", "state", "move_ids", "date_done"})));
  return pickings_of(found);
}

Result<std::vector<FoundMove>> PickingCalls::moves(const Ids& moves) {
  const auto found = TRY(odoo_.call(odoo::read(
      move_model, moves, {"product_id", "product_uom_qty", "state", profile_.done_field})));
  return moves_of(found, profile_.done_field);
}

Result<std::vector<FoundMove>> PickingCalls::reserved(const Ids& moves) {
  const auto found = TRY(odoo_.call(odoo::read(
      move_model, moves, {"product_id", "product_uom_qty", "state", profile_.reserved_field})));
  return moves_of(found, profile_.reserved_field);
}

Result<std::vector<ProductUnit>> PickingCalls::units(const Ids& products) {
  const auto found =
      TRY(odoo_.call(odoo::read("product.product", products, {"uom_id", "tracking"})));
  std::vector<ProductUnit> units;
  for (const auto& record : TRY(records_of(found))) {
    units.push_back({.product = record.id(),
                     .unit = record.link("uom_id").value_or(0),
                     .tracked = record.text("tracking") != "none"});
  }
  return units;
}

Document PickingCalls::values_of(const PickingOrder& order,
                                 std::span<const ProductUnit> units) const {
  Elements lines;
  for (const auto& line : order.lines) {
    Members move = {{"product_id", line.product},
                    {"product_uom_qty", line.quantity.document()},
                    {"product_uom", unit_of(line.product, units)},
                    {"location_id", order.from},
                    {"location_dest_id", order.to}};
    if (profile_.has_move_name) move.emplace_back("name", order.key);
    if (line.returned_move) {
      move.emplace_back("origin_returned_move_id", *line.returned_move);
      if (profile_.has_to_refund) move.emplace_back("to_refund", true);
    }
    lines.push_back(Elements{0, 0, Document(std::move(move))});
  }
  return Members{{"name", order.key},
                 {"origin", order.origin},
                 {"picking_type_id", order.picking_type},
                 {"location_id", order.from},
                 {"location_dest_id", order.to},
                 {"move_ids", std::move(lines)}};
}

Result<Ids> PickingCalls::create(std::span<const PickingOrder> orders,
                                 std::span<const ProductUnit> units) {
  Elements all;
  for (const auto& order : orders) all.push_back(values_of(order, units));
  const auto call = all.size() == 1 ? odoo::create(picking_model, *std::move(all.front()).members())
                                    : create_all(picking_model, std::move(all));
  const auto created = TRY(odoo_.call(call));
  return created_ids(created);
}

Result<void> PickingCalls::write_done(const Ids& moves, Quantity quantity) {
  Members values = {{profile_.done_field, quantity.document()}};
  if (profile_.has_picked) values.emplace_back("picked", true);
  auto written = odoo_.call(write(move_model, moves, std::move(values)));
  if (!written) return written.error();
  return {};
}

Result<void> PickingCalls::validate(const Ids& pickings) {
  auto said =
      odoo_.call(on(picking_model, "button_validate", pickings,
                    {{"skip_immediate", true}, {"skip_backorder", true}, {"skip_sms", true}}));
  if (!said) return said.error();
  return {};
}

Result<void> PickingCalls::act(std::string_view method, const Ids& pickings) {
  auto said = odoo_.call(on(picking_model, method, pickings));
  if (!said) return said.error();
  return {};
}

}  // namespace fettle::odoo
