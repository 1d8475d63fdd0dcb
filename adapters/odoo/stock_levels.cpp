#include "adapters/odoo/stock_levels.hpp"

#include <algorithm>
#include <iterator>

#include "adapters/odoo/values.hpp"

namespace fettle::odoo {

Result<std::vector<StockLevel>> StockLevels::at(std::int64_t location,
                                                const std::vector<std::int64_t>& products) {
  invariant(products.size() <= page_max, "a page of stock levels has a bound");
  auto call = read("product.product", products,
                   {"default_code", "qty_available", "free_qty", "incoming_qty", "outgoing_qty",
                    "virtual_available"});
  call.context = {{"location", location}};
  const auto found = TRY(odoo_.call(call));
  std::vector<StockLevel> levels;
  for (const auto& record : TRY(records_of(found))) {
    levels.push_back({.product = record.id(),
                      .code = record.text("default_code"),
                      .on_hand = record.quantity("qty_available"),
                      .free = record.quantity("free_qty"),
                      .incoming = record.quantity("incoming_qty"),
                      .outgoing = record.quantity("outgoing_qty"),
                      .forecast = record.quantity("virtual_available")});
  }
  return levels;
}

Result<std::vector<StockLevel>> StockLevels::all_at(std::int64_t location,
                                                    std::span<const std::int64_t> products) {
  std::vector<StockLevel> all;
  while (!products.empty()) {
    const auto page = products.first(std::min(products.size(), page_max));
    auto levels = TRY(at(location, {page.begin(), page.end()}));
    std::ranges::move(levels, std::back_inserter(all));
    products = products.subspan(page.size());
  }
  return all;
}

}  // namespace fettle::odoo
