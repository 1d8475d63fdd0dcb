#include "adapters/odoo/products.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "adapters/odoo/fault.hpp"
#include "adapters/odoo/values.hpp"

namespace fettle::odoo {
namespace {

constexpr std::string_view model = "product.product";

const std::vector<std::string>& fields() {
  static const std::vector<std::string> names = {
      "default_code",   "name",   "product_tmpl_id", "list_price",
      "standard_price", "uom_id", "tracking",        "write_date"};
  return names;
}

Tracking tracking_of(std::string_view text) {
  if (text == "lot") return Tracking::lot;
  return text == "serial" ? Tracking::serial : Tracking::none;
}

Result<std::vector<Product>> products_of(const json::Document& found) {
  std::vector<Product> products;
  for (const auto& record : TRY(records_of(found))) {
    products.push_back({.id = record.id(),
                        .product_template = record.link("product_tmpl_id").value_or(0),
                        .code = record.text("default_code"),
                        .name = record.text("name"),
                        .list_price = record.hundredths("list_price"),
                        .cost = record.hundredths("standard_price"),
                        .unit = record.link("uom_id").value_or(0),
                        .unit_name = record.link_name("uom_id"),
                        .tracking = tracking_of(record.text("tracking")),
                        .changed_at = record.moment("write_date")});
  }
  return products;
}

}  // namespace

Result<std::vector<Product>> Products::by_codes(const std::vector<std::string>& codes) {
  invariant(codes.size() <= page_max, "a page of products has a bound");
  const auto found = TRY(odoo_.call(
      search_read(model, {term("default_code", "in", list_of(codes))}, fields(), {.order = "id"})));
  auto products = TRY(products_of(found));
  const auto twice = twice_used_codes(products);
  if (twice.empty()) return products;
  return fault(code::code_not_unique, fmt::format("several products have code {}", twice.front()));
}

Result<std::vector<Product>> Products::page(std::int64_t after) {
  const auto found =
      TRY(odoo_.call(search_read(model, {term("default_code", "!=", false), term("id", ">", after)},
                                 fields(), {.limit = page_max, .order = "id"})));
  return products_of(found);
}

// A search that names `active` is shown what is in the archive.
Result<std::vector<Product>> Products::archived(std::int64_t after) {
  const auto found = TRY(odoo_.call(search_read(
      model,
      {term("active", "=", false), term("default_code", "!=", false), term("id", ">", after)},
      fields(), {.limit = page_max, .order = "id"})));
  return products_of(found);
}

Result<std::vector<Supplier>> Products::suppliers(const std::vector<std::int64_t>& templates) {
  invariant(templates.size() <= page_max, "a page of products has a bound");
  const auto found = TRY(odoo_.call(
      search_read("product.supplierinfo", {term("product_tmpl_id", "in", list_of(templates))},
                  {"product_tmpl_id", "product_id", "partner_id", "product_code", "price", "delay"},
                  {.order = "id"})));
  std::vector<Supplier> suppliers;
  for (const auto& record : TRY(records_of(found))) {
    suppliers.push_back({.id = record.id(),
                         .product_template = record.link("product_tmpl_id").value_or(0),
                         .product = record.link("product_id"),
                         .partner = record.link("partner_id").value_or(0),
                         .name = record.link_name("partner_id"),
                         .code = record.text("product_code"),
                         .price = record.hundredths("price"),
                         .delay_days = std::llround(record.number("delay"))});
  }
  return suppliers;
}

std::vector<std::string> twice_used_codes(const std::vector<Product>& products) {
  std::set<std::string> seen, twice;
  for (const auto& product : products) {
    if (!seen.insert(product.code).second) twice.insert(product.code);
  }
  return {twice.begin(), twice.end()};
}

}  // namespace fettle::odoo
