#include "adapters/odoo/profile.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/values.hpp"

namespace fettle::odoo {
namespace {

using json::Document;

Result<void> learn_fields(Transport& odoo, Profile& profile) {
  const std::vector<std::string> asked = {"name",
                                          "quantity",
                                          "quantity_done",
                                          "picked",
                                          "product_uom_qty",
                                          "state",
                                          "origin_returned_move_id",
                                          "to_refund",
                                          "reserved_availability"};
  const auto fields = TRY(odoo.call({.model = "stock.move",
                                     .method = "fields_get",
                                     .positional = {{"allfields", list_of(asked)}},
                                     .named = {{"attributes", Elements{"type"}}}}));
  const auto has = [&fields](std::string_view name) { return fields.find(name) != nullptr; };
  if (!has("quantity") && !has("quantity_done")) {
    return fault(code::version_unknown, "stock.move has neither quantity nor quantity_done");
  }
  profile.done_field = has("quantity") ? "quantity" : "quantity_done";
  profile.reserved_field = has("quantity") ? "quantity" : "reserved_availability";
  profile.has_picked = has("picked");
  profile.has_move_name = has("name");
  profile.has_to_refund = has("to_refund");
  return {};
}

Result<void> learn_warehouses(Transport& odoo, Profile& profile) {
  const auto found = TRY(odoo.call(
      search_read("stock.warehouse", {}, {"code", "lot_stock_id", "out_type_id", "in_type_id"},
                  {.order = "id"})));
  for (const auto& record : TRY(records_of(found))) {
    profile.warehouses.push_back({.id = record.id(),
                                  .code = record.text("code"),
                                  .stock_location = record.link("lot_stock_id").value_or(0),
                                  .issue_type = record.link("out_type_id").value_or(0),
                                  .return_type = record.link("in_type_id").value_or(0)});
  }
  if (!profile.warehouses.empty()) return {};
  return fault(code::setup_incomplete, "the user sees no warehouse");
}

// Gives the customer location of the issue types, when they name one: on 18 and 19.
Result<std::int64_t> learn_picking_types(Transport& odoo, Profile& profile) {
  Ids types;
  for (const auto& warehouse : profile.warehouses) types.push_back(warehouse.issue_type);
  const auto found = TRY(odoo.call(read(
      "stock.picking.type", types,
      {"code", "default_location_src_id", "default_location_dest_id", "return_picking_type_id"})));
  std::int64_t destination = 0;
  for (const auto& record : TRY(records_of(found))) {
    const auto of_type = std::ranges::find(profile.warehouses, record.id(), &Warehouse::issue_type);
    if (of_type == profile.warehouses.end()) continue;
    of_type->return_type = record.link("return_picking_type_id").value_or(of_type->return_type);
    if (destination == 0) destination = record.link("default_location_dest_id").value_or(0);
  }
  return destination;
}

// Needs a right that a plain stock user has not: then nothing is found.
Result<std::int64_t> location_by_external_id(Transport& odoo) {
  const auto found = odoo.call(search_read(
      "ir.model.data",
      {term("module", "=", "stock"), term("name", "=", "stock_location_customers")}, {"res_id"}));
  if (!found && is(found.error(), code::access_denied)) return std::int64_t{0};
  if (!found) return found.error();
  const auto records = TRY(records_of(*found));
  return records.empty() ? 0 : static_cast<std::int64_t>(records.front().number("res_id"));
}

Result<std::int64_t> location_by_usage(Transport& odoo) {
  const auto found = TRY(odoo.call(search_read("stock.location", {term("usage", "=", "customer")},
                                               {"usage"}, {.limit = 1, .order = "id"})));
  const auto records = TRY(records_of(found));
  return records.empty() ? 0 : records.front().id();
}

Result<std::int64_t> customer_location(Transport& odoo, const Settings& settings,
                                       std::int64_t of_type) {
  if (settings.customer_location) return *settings.customer_location;
  if (of_type != 0) return of_type;
  if (const auto known = TRY(location_by_external_id(odoo)); known != 0) return known;
  if (const auto known = TRY(location_by_usage(odoo)); known != 0) return known;
  return fault(code::setup_incomplete, "no customer location is found: name it in the settings");
}

}  // namespace

const Warehouse* Profile::warehouse(std::string_view code) const {
  const auto found = std::ranges::find(warehouses, code, &Warehouse::code);
  return found == warehouses.end() ? nullptr : &*found;
}

Result<Profile> load_profile(Transport& odoo, const Settings& settings, std::int64_t major) {
  Profile profile{.major = major};
  if (auto learnt = learn_fields(odoo, profile); !learnt) return learnt.error();
  if (auto learnt = learn_warehouses(odoo, profile); !learnt) return learnt.error();
  const auto of_type = TRY(learn_picking_types(odoo, profile));
  profile.customer_location = TRY(customer_location(odoo, settings, of_type));
  return profile;
}

}  // namespace fettle::odoo
