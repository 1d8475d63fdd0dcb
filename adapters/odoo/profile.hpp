// What differs from one Odoo to the next, asked once per start: the fields of its version, its
// warehouses, where issued parts go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/odoo/settings.hpp"
#include "adapters/odoo/transport.hpp"

namespace fettle::odoo {

struct Warehouse {
  std::int64_t id = 0;
  std::string code = {};
  std::int64_t stock_location = 0;
  std::int64_t issue_type = 0;   // picking types
  std::int64_t return_type = 0;  // of the issue type, or the one of receipts
};

struct Profile {
  std::int64_t major = 0;
  std::string done_field = {};      // of a move: quantity_done up to 16, quantity from 17 on
  std::string reserved_field = {};  // reserved_availability up to 16, quantity from 17 on
  bool has_picked = false;          // from 17 on; a move that is not picked is not done
  bool has_move_name = false;       // up to 18, and required there
  bool has_to_refund = false;       // with the module sale_stock
  std::int64_t customer_location = 0;
  std::vector<Warehouse> warehouses = {};

  const Warehouse* warehouse(std::string_view code) const;  // null: none of that code
};

// setup_incomplete: no warehouse, or nowhere for issued parts to go; what to set is said.
Result<Profile> load_profile(Transport& odoo, const Settings& settings, std::int64_t major);

}  // namespace fettle::odoo
