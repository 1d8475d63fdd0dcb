#include "adapters/odoo/connector_look.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <span>

#include "adapters/odoo/fitting.hpp"
#include "adapters/odoo/issues.hpp"
#include "adapters/odoo/stock_levels.hpp"
#include "schemas/errand/result.hpp"
#include "schemas/requisition/results.hpp"

namespace fettle::odoo {
namespace {

bool has_key(const OpenRequisition& requisition, std::string_view text) {
  return text == requisition.key || text == requisition.id;
}

std::vector<std::string> keys_of(std::span<const OpenRequisition> open) {
  std::vector<std::string> keys;
  for (const auto& requisition : open) {
    keys.push_back(requisition.id);
    if (requisition.key != requisition.id) keys.push_back(requisition.key);
  }
  return keys;
}

}  // namespace

Connector::Findings Look::take(OpenRequisitions& open) {
  findings_.next_in = visit_.settings.look_every;
  if (goes_on(postings_by_hand(open.next(requisitions_max)))) goes_on(products_and_stock());
  if (findings_.failure) findings_.next_in = visit_.settings.look_again;
  return std::move(findings_);
}

// False: nobody is there, and the other parts need not be tried.
bool Look::goes_on(const Result<void>& part) {
  if (part) return true;
  fails(failure_of(part.error()));
  return part.error().kind != FaultKind::unavailable;
}

// The first one counts, but for one that keeps the connector off the server.
void Look::fails(ErrandFailure failure) {
  if (!findings_.failure || failure.kind == ErrandFailure::Kind::unreachable) {
    findings_.failure = std::move(failure);
  }
}

void Look::add(ErrandResult command, std::string_view what, Moment as_of) {
  findings_.found.push_back({std::move(command), fmt::format("odoo/{}/{}/{}", what, to_text(as_of),
                                                             findings_.found.size())});
}

Result<void> Look::postings_by_hand(const std::vector<OpenRequisition>& open) {
  Postings postings(visit_.odoo(), visit_.profile());
  const auto keys = keys_of(open);
  const auto found = TRY(postings_of(postings, keys));
  const auto now = visit_.clock.now();
  for (const auto& posting : found) {
    if (!is_issue(posting, visit_.profile())) continue;
    for (const auto& requisition : open) {
      if (!has_key(requisition, posting.name) && !has_key(requisition, posting.origin)) continue;
      const auto quantity = moved(posting, requisition.product);
      const auto pieces = some_pieces(quantity);
      if (!pieces && quantity == Quantity{}) continue;
      if (!pieces) {
        fails(refused(code::quantity_unusable, fmt::format("picking {}", posting.name)));
        continue;
      }
      add(result_of(RecordPosting{RequisitionId(requisition.id), std::nullopt,
                                  found_document("stock.picking", posting.id, posting.name, "done"),
                                  *pieces, now}),
          "posting", now);
    }
  }
  return {};
}

Result<void> Look::products_and_stock() {
  const auto as_of = visit_.clock.now();
  const auto catalogue = TRY(read_catalogue(visit_.odoo()));
  if (!catalogue.twice_used.empty()) {
    fails(failure_of(fault(code::code_not_unique,
                           fmt::format("used twice: {}", fmt::join(catalogue.twice_used, ", ")))));
  }
  if (!catalogue.complete) {
    fails(refused(code::catalogue_too_large,
                  fmt::format("more than {} products", Catalogue::products_max)));
  }
  products(catalogue, as_of);
  for (const auto& [store, warehouse] : visit_.settings.warehouses) {
    if (!goes_on(stock(store, catalogue))) break;
  }
  return {};
}

void Look::products(const Catalogue& catalogue, Moment as_of) {
  SyncProducts command{as_of, {}, false};
  for (const auto& entry : catalogue.entries) {
    if (command.products.size() == command_max) {
      add(result_of(command), "products", as_of);
      command.products.clear();
    }
    command.products.push_back(synced(entry, visit_.settings.currency));
  }
  command.last = catalogue.complete;
  add(result_of(std::move(command)), "products", as_of);
}

Result<void> Look::stock(const std::string& store, const Catalogue& catalogue) {
  const auto* warehouse = visit_.warehouse(store);
  if (warehouse == nullptr) {
    fails(no_warehouse(store));
    return {};
  }
  const auto as_of = visit_.clock.now();
  std::map<std::int64_t, const ProductId*> names;
  std::vector<std::int64_t> ids;
  for (const auto& entry : catalogue.entries) {
    if (!entry.active) continue;
    names[entry.product.id] = &entry.id;
    ids.push_back(entry.product.id);
  }
  std::vector<SyncedFigure> figures;
  for (const auto& level : TRY(StockLevels(visit_.odoo()).all_at(warehouse->stock_location, ids))) {
    const auto named = names.find(level.product);
    if (named == names.end()) continue;
    figures.push_back({*named->second, pieces_of(level.on_hand), pieces_of(level.incoming)});
  }
  stock_of(store, std::move(figures), as_of);
  return {};
}

void Look::stock_of(const std::string& store, std::vector<SyncedFigure> figures, Moment as_of) {
  SyncStock command{StoreId(store), as_of, {}, false};
  for (auto& figure : figures) {
    if (command.figures.size() == command_max) {
      add(result_of(command), "stock", as_of);
      command.figures.clear();
    }
    command.figures.push_back(std::move(figure));
  }
  command.last = true;
  add(result_of(std::move(command)), "stock", as_of);
}

}  // namespace fettle::odoo
