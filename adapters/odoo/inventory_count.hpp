// A counted stock, applied once. Odoo takes a counted value, not a difference, and may hold several
// quants of one product and place; only their sum is the stock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/odoo/profile.hpp"
#include "adapters/odoo/quantity.hpp"
#include "adapters/odoo/transport.hpp"

namespace fettle::odoo {

// What to do when stock moves between our reading and the applying.
enum class OnConflict { keep_counted, keep_difference, ask_person };

struct Count {
  std::string key = {};  // the applied adjustment has it as its reference: it is found again by it
  std::int64_t product = 0;
  std::int64_t location = 0;
  Quantity counted = {};
  OnConflict on_conflict = OnConflict::ask_person;
  // What the counter was told to expect, in whole pieces: neither that nor `counted` is there, and
  // it is a conflict before anything is typed in. Nothing: whatever is there is adjusted.
  std::optional<std::int64_t> expected = {};
};

struct CountOutcome {
  Quantity before = {};
  Quantity after = {};
  bool applied_before = false;  // by an earlier call with this key; `before` is then unknown
};

struct Quant {
  std::int64_t id = 0;
  Quantity quantity = {};
  bool plain = true;  // of no lot, package or owner
};

// The value to set on each plain quant so that all of them sum up to `counted`. Nothing: what lies
// in lots, packages or with owners is more than was counted.
struct QuantTarget {
  std::int64_t id = 0;  // 0: a quant is to be made
  Quantity quantity = {};
};
std::optional<std::vector<QuantTarget>> quant_targets(const std::vector<Quant>& quants,
                                                      Quantity counted);

class InventoryCount {
 public:
  explicit InventoryCount(Transport& odoo) : odoo_(odoo) {}

  // May be called again after any fault: looks for its own adjustment first.
  //   count_conflict: stock moved since it was counted and a person shall decide, or lots are in
  //   the way; nothing was applied.
  //   count_differs: applied, yet the stock is another: it moved since.
  //   product_tracked, product_missing: nothing was applied.
  Result<CountOutcome> apply(const Count& count);

 private:
  Result<bool> was_applied(const Count& count);
  Result<std::vector<Quant>> quants(const Count& count);
  Result<void> check_product(const Count& count);
  Result<Ids> set_targets(const Count& count, const std::vector<QuantTarget>& targets);
  Result<void> apply_quants(const Count& count, const Ids& quants);
  Result<void> resolve(const Count& count, const json::Document& action);

  Transport& odoo_;
};

}  // namespace fettle::odoo
