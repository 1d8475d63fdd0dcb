#include "adapters/odoo/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "adapters/odoo/fitting.hpp"

namespace fettle::odoo {
namespace {

constexpr std::string_view own_names = "odoo-";

using Page = Result<std::vector<Product>> (Products::*)(std::int64_t after);

// One more than there may be says that there are more.
Result<std::vector<Product>> all_of(Transport& odoo, Page page, std::size_t most) {
  Products products(odoo);
  std::vector<Product> all;
  while (all.size() <= most) {
    auto some = TRY((products.*page)(all.empty() ? 0 : all.back().id));
    const bool last = some.size() < Products::page_max;
    std::ranges::move(some, std::back_inserter(all));
    if (last) break;
  }
  return all;
}

void add(Catalogue& catalogue, std::vector<Product> products, bool active) {
  for (auto& product : products) {
    if (catalogue.entries.size() == Catalogue::products_max) {
      catalogue.complete = false;
      return;
    }
    auto id = product_id(product, catalogue.twice_used);
    catalogue.entries.push_back({std::move(id), std::move(product), {}, active});
  }
}

// Its own entry goes before one of the whole template.
void take_supplier(std::vector<Catalogue::Entry*>& of_template, const Supplier& supplier) {
  for (auto* entry : of_template) {
    const bool fits = !supplier.product || supplier.product == entry->product.id;
    if (fits && entry->supplier.empty()) entry->supplier = supplier.name;
  }
}

Result<void> read_suppliers(Transport& odoo, Catalogue& catalogue) {
  std::map<std::int64_t, std::vector<Catalogue::Entry*>> by_template;
  for (auto& entry : catalogue.entries) {
    by_template[entry.product.product_template].push_back(&entry);
  }
  Products products(odoo);
  std::vector<std::int64_t> page;
  for (auto at = by_template.begin(); at != by_template.end();) {
    page.push_back(at->first);
    if (++at != by_template.end() && page.size() < Products::page_max) continue;
    for (const auto& supplier : TRY(products.suppliers(page))) {
      take_supplier(by_template[supplier.product_template], supplier);
    }
    page.clear();
  }
  return {};
}

fettle::Tracking tracking_of(Tracking tracking) {
  switch (tracking) {
    case Tracking::lot:
      return fettle::Tracking::lot;
    case Tracking::serial:
      return fettle::Tracking::serial;
    case Tracking::none:
      break;
  }
  return fettle::Tracking::none;
}

}  // namespace

ProductId product_id(const Product& product, const std::set<std::string>& twice_used) {
  const bool usable = ProductId::well_formed(product.code) && !product.code.starts_with(own_names);
  if (usable && !twice_used.contains(product.code)) return ProductId(product.code);
  return ProductId(fmt::format("{}{}", own_names, product.id));
}

Result<Catalogue> read_catalogue(Transport& odoo) {
  auto archived = TRY(all_of(odoo, &Products::archived, Catalogue::products_max));
  auto active = TRY(all_of(odoo, &Products::page, Catalogue::products_max));
  const auto twice = twice_used_codes(active);
  Catalogue catalogue;
  catalogue.twice_used = {twice.begin(), twice.end()};
  add(catalogue, std::move(archived), false);
  add(catalogue, std::move(active), true);
  TRY(read_suppliers(odoo, catalogue));
  return catalogue;
}

SyncedProduct synced(const Catalogue::Entry& entry, Currency currency) {
  const auto& product = entry.product;
  return {.product = entry.id,
          .odoo_id = clamped<Whole<1, 9'000'000'000'000'000>>(product.id),
          .sku = fitting_if_any<Text<1, 100>>(product.code),
          .name = fitting<Text<1, 300>>(product.name, product.code),
          .price = Money(product.list_price, currency),
          .cost = Money(product.cost, currency),
          .supplier = fitting_if_any<Text<1, 200>>(entry.supplier),
          .unit = fitting<Text<1, 60>>(product.unit_name, "?"),
          .tracking = tracking_of(product.tracking),
          .active = entry.active};
}

}  // namespace fettle::odoo
