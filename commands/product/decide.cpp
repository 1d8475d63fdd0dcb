#include "commands/product/decide.hpp"

#include <map>
#include <tuple>

#include "commands/case/open.hpp"
#include "commands/stock_sync/indexes.hpp"
#include "schemas/case/commands.hpp"

namespace fettle {
namespace {

ProductSynced told(const SyncedProduct& product, Moment as_of) {
  return {.odoo_id = product.odoo_id,
          .sku = text_of(product.sku),
          .name = product.name.text(),
          .price = product.price,
          .cost = product.cost,
          .supplier = text_of(product.supplier),
          .unit = product.unit.text(),
          .tracking = std::string(Codec<Tracking>::name(product.tracking)),
          .active = product.active,
          .as_of = as_of};
}

// In all but the time of the reading.
bool same(const ProductSynced& a, const ProductSynced& b) {
  const auto all = [](const ProductSynced& p) {
    return std::tie(p.odoo_id, p.sku, p.name, p.price, p.cost, p.supplier, p.unit, p.tracking,
                    p.active);
  };
  return all(a) == all(b);
}

// One batch: what it changes so far is not in the view yet.
class Intake {
 public:
  Intake(TenantView& view, const Context& context, Moment as_of)
      : view_(view), context_(context), as_of_(as_of) {}

  void take(const SyncedProduct& product) {
    auto now = told(product, as_of_);
    const auto before = now_of(product.product);
    if (before && before->active && before->odoo_id != now.odoo_id) {
      if (now.active) report_double(product.product, now);
      return;
    }
    if (now.active) retire_older_names(product.product, now.odoo_id);
    if (before && same(*before, now)) return;
    put(product.product, std::move(now));
  }
  std::int64_t changed() const { return changed_; }
  Decision take_decision() { return std::move(decision_); }

 private:
  std::optional<ProductSynced> now_of(const ProductId& id) const {
    const auto at = put_.find(id);
    if (at != put_.end()) return at->second;
    const auto* known = view_.get<Product>(id);
    return known == nullptr ? std::nullopt : known->synced;
  }
  void put(const ProductId& id, ProductSynced product) {
    add<Product>(decision_, id, product);
    put_.insert_or_assign(id, std::move(product));
    ++changed_;
  }
  // Its SKU changed in Odoo: under the older one it is no longer to be had.
  void retire_older_names(const ProductId& id, std::int64_t odoo_id) {
    for (const auto& older : view_.find(products_of_odoo, std::to_string(odoo_id))) {
      auto known = now_of(ProductId(older));
      if (older == id.text() || !known || !known->active || known->odoo_id != odoo_id) continue;
      known->active = false;
      known->as_of = as_of_;
      put(ProductId(older), *std::move(known));
    }
  }
  // Two products of Odoo with one SKU: the first one keeps it until a person sees to it.
  void report_double(const ProductId& id, const ProductSynced& other) {
    open_case(view_, context_, decision_,
              {.kind = std::string(Codec<CaseKind>::name(CaseKind::STOCK)),
               .subject = "product/" + id.text(),
               .code = "sku_ambiguous",
               .store = {},
               .expected = {},
               .found = {},
               .expected_pieces = {},
               .found_pieces = {},
               .reference = std::to_string(other.odoo_id)});
  }

  TenantView& view_;
  const Context& context_;
  Moment as_of_;
  Decision decision_;
  std::map<ProductId, ProductSynced> put_;
  std::int64_t changed_ = 0;
};

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const SyncProducts& command) {
  const auto as_of = std::min(command.as_of, context.now);
  if (is_outdated(view, products_sync, as_of)) return Decision{};
  Intake intake(view, context, as_of);
  for (const auto& product : command.products) intake.take(product);
  auto decision = intake.take_decision();
  if (command.last) {
    add<StockSync>(decision, products_sync, CatalogueSynced{as_of, intake.changed()});
  }
  return decision;
}

}  // namespace fettle
