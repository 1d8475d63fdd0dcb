#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/product/events.hpp"
#include "schemas/product/product_row.hpp"

namespace fettle::projections {

void fold_products(ProjectionBuilder& to) {
  to.replace<ProductRow, ProductSynced>(facts::own_key,
                                        [](const ProductSynced& e, const EventFacts& f) {
                                          return ProductRow{.tenant = facts::tenant(f),
                                                            .id = facts::id(f),
                                                            .odoo_id = e.odoo_id,
                                                            .sku = e.sku,
                                                            .name = e.name,
                                                            .price = e.price,
                                                            .cost = e.cost,
                                                            .supplier = e.supplier,
                                                            .unit = e.unit,
                                                            .tracking = e.tracking,
                                                            .active = e.active,
                                                            .synced_at = e.as_of,
                                                            .version = facts::version(f)};
                                        });
}

}  // namespace fettle::projections
