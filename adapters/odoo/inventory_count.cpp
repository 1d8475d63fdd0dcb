#include "adapters/odoo/inventory_count.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/values.hpp"

namespace fettle::odoo {
namespace {

using json::Document;

constexpr std::string_view quant_model = "stock.quant";

Quantity sum_of(const std::vector<Quant>& quants) {
  Quantity sum;
  for (const auto& quant : quants) sum += quant.quantity;
  return sum;
}

Members in_inventory_mode() { return {{"inventory_mode", true}}; }

}  // namespace

std::optional<std::vector<QuantTarget>> quant_targets(const std::vector<Quant>& quants,
                                                      Quantity counted) {
  std::vector<QuantTarget> targets;
  auto rest = counted;
  for (const auto& quant : quants) {
    if (quant.plain) {
      targets.push_back({quant.id, Quantity{}});
    } else {
      rest = rest - quant.quantity;
    }
  }
  if (rest < Quantity{}) return std::nullopt;
  if (targets.empty()) targets.push_back({0, rest});
  targets.front().quantity = rest;
  return targets;
}

Result<CountOutcome> InventoryCount::apply(const Count& count) {
  if (TRY(was_applied(count))) {
    const auto there = TRY(quants(count));
    return CountOutcome{.before = {}, .after = sum_of(there), .applied_before = true};
  }
  if (auto usable = check_product(count); !usable) return usable.error();
  const auto before = TRY(quants(count));
  // An adjustment by nothing leaves no trace by which it could be found again.
  if (sum_of(before) == count.counted) {
    return CountOutcome{.before = count.counted, .after = count.counted};
  }
  if (count.expected && sum_of(before).pieces_down() != *count.expected) {
    return fault(code::count_conflict, "what is there is not what was there at the counting");
  }
  const auto targets = quant_targets(before, count.counted);
  if (!targets) {
    return fault(code::count_conflict, "more lies in lots, packages or with owners than counted");
  }
  const auto set = TRY(set_targets(count, *targets));
  if (auto applied = apply_quants(count, set); !applied) return applied.error();
  const auto now = TRY(quants(count));
  const auto after = sum_of(now);
  if (after == count.counted || count.on_conflict == OnConflict::keep_difference) {
    return CountOutcome{.before = sum_of(before), .after = after};
  }
  return fault(code::count_differs, fmt::format("{} thousandths are there, {} were counted",
                                                after.thousandths, count.counted.thousandths));
}

// The reference may go on behind our key with the name of a user.
Result<bool> InventoryCount::was_applied(const Count& count) {
  const auto found = TRY(odoo_.call(
      search_read("stock.move",
                  {term("reference", "=like", count.key + "%"), term("is_inventory", "=", true),
                   term("product_id", "=", count.product), term("state", "=", "done")},
                  {"reference"})));
  const auto records = TRY(records_of(found));
  return std::ranges::any_of(records, [&](const Record& record) {
    const auto reference = record.text("reference");
    return reference == count.key || reference.starts_with(count.key + " ");
  });
}

Result<std::vector<Quant>> InventoryCount::quants(const Count& count) {
  const auto found = TRY(odoo_.call(search_read(
      quant_model,
      {term("product_id", "=", count.product), term("location_id", "=", count.location)},
      {"quantity", "lot_id", "package_id", "owner_id"}, {.order = "id"})));
  std::vector<Quant> quants;
  for (const auto& record : TRY(records_of(found))) {
    const bool special =
        record.link("lot_id") || record.link("package_id") || record.link("owner_id");
    quants.push_back({record.id(), record.quantity("quantity"), !special});
  }
  return quants;
}

Result<void> InventoryCount::check_product(const Count& count) {
  const auto found = TRY(odoo_.call(read("product.product", {count.product}, {"tracking"})));
  const auto records = TRY(records_of(found));
  const auto named = fmt::format("product {}", count.product);
  if (records.empty()) return fault(code::product_missing, named);
  if (records.front().text("tracking") == "none") return {};
  return fault(code::product_tracked, named + " has lots or serial numbers");
}

// Only typed in: nothing moves before the quants are applied, all in one call.
Result<Ids> InventoryCount::set_targets(const Count& count,
                                        const std::vector<QuantTarget>& targets) {
  Ids ids;
  for (const auto& target : targets) {
    Members values = {{"inventory_quantity", target.quantity.document()}};
    if (target.id == 0) {
      values.insert(values.begin(),
                    {{"product_id", count.product}, {"location_id", count.location}});
      auto call = create(quant_model, std::move(values));
      call.context = in_inventory_mode();
      const auto made = TRY(odoo_.call(call));
      ids.push_back(TRY(created_ids(made)).front());
      continue;
    }
    auto call = write(quant_model, {target.id}, std::move(values));
    call.context = in_inventory_mode();
    static_cast<void>(TRY(odoo_.call(call)));
    ids.push_back(target.id);
  }
  return ids;
}

Result<void> InventoryCount::apply_quants(const Count& count, const Ids& quants) {
  const auto result = TRY(odoo_.call(
      on(quant_model, "action_apply_inventory", quants, {{"inventory_name", count.key}})));
  return result.members() == nullptr ? Result<void>() : resolve(count, result);
}

// The action of a wizard: nothing is applied until it is answered, with the action's own context.
Result<void> InventoryCount::resolve(const Count& count, const Document& action) {
  if (count.on_conflict == OnConflict::ask_person || action.find("res_model") == nullptr ||
      *action.find("res_model") != Document("stock.inventory.conflict")) {
    return fault(code::count_conflict, "stock moved since it was counted");
  }
  Members context;
  if (const auto* of_action = action.find("context"); of_action && of_action->members()) {
    context = *of_action->members();
  }
  context.emplace_back("inventory_name", count.key);
  auto make = create("stock.inventory.conflict", {});
  make.context = context;
  const auto wizard = TRY(odoo_.call(make));
  const auto method = count.on_conflict == OnConflict::keep_counted ? "action_keep_counted_quantity"
                                                                    : "action_keep_difference";
  const auto ids = TRY(created_ids(wizard));
  static_cast<void>(
      TRY(odoo_.call(on("stock.inventory.conflict", method, ids, std::move(context)))));
  return {};
}

}  // namespace fettle::odoo
