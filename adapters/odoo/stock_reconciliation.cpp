#include "adapters/odoo/stock_reconciliation.hpp"

#include <algorithm>
#include <map>

#include "adapters/odoo/fitting.hpp"
#include "adapters/odoo/stock_levels.hpp"

namespace fettle::odoo {
namespace {

using Figures = std::map<std::string, std::int64_t>;  // by our name of the product

// As a look at the stock would read them in.
Result<Figures> figures_of(const Visit& visit, const Warehouse& warehouse,
                           const std::map<std::int64_t, std::string>& names) {
  std::vector<std::int64_t> ids;
  for (const auto& [id, name] : names) ids.push_back(id);
  Figures figures;
  for (const auto& level : TRY(StockLevels(visit.odoo()).all_at(warehouse.stock_location, ids))) {
    const auto named = names.find(level.product);
    if (named != names.end()) figures[named->second] = std::int64_t{pieces_of(level.on_hand)};
  }
  return figures;
}

void compare(StockReport& report, const FigureLine& line) {
  if (line.ours == line.theirs) {
    ++report.matched;
    return;
  }
  ++report.differ;
  if (report.lines.size() < StockReport::lines_max) report.lines.push_back(line);
}

}  // namespace

Result<StockReport> reconcile_stock(const Visit& visit, const Catalogue& catalogue,
                                    std::span<const OurFigure> ours, const std::string& store) {
  const auto* warehouse = visit.warehouse(store);
  if (warehouse == nullptr) {
    const auto failure = no_warehouse(store);
    return Fault{FaultKind::mismatch, failure.code, failure.detail};
  }
  std::map<std::int64_t, std::string> active;
  std::map<std::string, bool> known;
  for (const auto& entry : catalogue.entries) {
    known[entry.id.text()] = entry.active;
    if (entry.active) active[entry.product.id] = entry.id.text();
  }
  auto theirs = TRY(figures_of(visit, *warehouse, active));
  StockReport report;
  for (const auto& one : ours) {
    if (one.store != store) continue;
    const auto there = theirs.extract(one.product);
    const auto product = known.find(one.product);
    if (product != known.end() && !product->second) continue;
    FigureLine line{store, one.product, one.pieces};
    if (!there.empty()) line.theirs = there.mapped();
    compare(report, line);
  }
  for (const auto& [product, pieces] : theirs) {
    if (pieces != 0) compare(report, {store, product, std::nullopt, pieces});
  }
  return report;
}

}  // namespace fettle::odoo
