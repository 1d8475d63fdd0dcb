// Our figures of what lies in the stores held against Odoo's, product by product.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/odoo/catalogue.hpp"
#include "adapters/odoo/visit.hpp"

namespace fettle::odoo {

// What we take to lie there: Odoo's figure as last read, less what was issued since.
struct OurFigure {
  std::string store;
  std::string product;  // as we name it
  std::int64_t pieces = 0;
};

struct FigureLine {
  std::string store;
  std::string product;
  std::optional<std::int64_t> ours = {}, theirs = {};  // nothing: that side does not know it
  bool operator==(const FigureLine&) const = default;
};

struct StockReport {
  static constexpr std::size_t lines_max = 1000;

  std::int64_t matched = 0, differ = 0;
  std::vector<FigureLine> lines = {};  // of what differs; those beyond the bound are only counted
};

// Products that Odoo has archived are passed over, as they are when stock is read in; so is what
// lies nowhere and we never heard of. odoo_warehouse_missing: Odoo has none for the store.
Result<StockReport> reconcile_stock(const Visit& visit, const Catalogue& catalogue,
                                    std::span<const OurFigure> ours, const std::string& store);

}  // namespace fettle::odoo
