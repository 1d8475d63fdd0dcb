// Products, prices, costs and suppliers as Odoo has them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/odoo/quantity.hpp"
#include "adapters/odoo/transport.hpp"
#include "core/moment.hpp"

namespace fettle::odoo {

enum class Tracking { none, lot, serial };

// Prices in hundredths of the company's currency.
struct Product {
  std::int64_t id = 0;
  std::int64_t product_template = 0;  // suppliers stand there
  std::string code = {};
  std::string name = {};
  std::int64_t list_price = 0;
  std::int64_t cost = 0;
  std::int64_t unit = 0;
  std::string unit_name = {};
  Tracking tracking = Tracking::none;
  std::optional<Moment> changed_at = {};
};

struct Supplier {
  std::int64_t id = 0;  // of the entry, not of the partner
  std::int64_t product_template = 0;
  std::optional<std::int64_t> product = {};  // nothing: every product of the template
  std::int64_t partner = 0;
  std::string name = {};
  std::string code = {};  // the supplier's own
  std::int64_t price = 0;
  std::int64_t delay_days = 0;
};

class Products {
 public:
  static constexpr std::size_t page_max = 200;

  explicit Products(Transport& odoo) : odoo_(odoo) {}

  // code_not_unique: two products have one of these codes. One without a product is left out.
  // Precondition: at most page_max.
  Result<std::vector<Product>> by_codes(const std::vector<std::string>& codes);
  // All that have a code, page by page in the order of their ids: those behind `after`. Shorter
  // than page_max: the last. A code may occur twice; see `twice_used_codes`.
  Result<std::vector<Product>> page(std::int64_t after);
  // The same of those in Odoo's archive, which `page` leaves out.
  Result<std::vector<Product>> archived(std::int64_t after);
  // Of products of these templates. Precondition: at most page_max.
  Result<std::vector<Supplier>> suppliers(const std::vector<std::int64_t>& templates);

 private:
  Transport& odoo_;
};

// Codes that several of these products have: the database does not forbid it.
std::vector<std::string> twice_used_codes(const std::vector<Product>& products);

}  // namespace fettle::odoo
