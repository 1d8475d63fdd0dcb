#include "projections/auto_repair.hpp"

#include "projections/folds.hpp"

namespace fettle::projections {

Projection auto_repair() {
  ProjectionBuilder to("auto");
  fold_tenants(to);
  fold_stores(to);
  fold_staff(to);
  fold_templates(to);
  fold_settings(to);
  fold_users(to);
  fold_vehicles(to);
  fold_work_orders(to);
  fold_work_order_timeline(to);
  fold_quotes(to);
  fold_work_records(to);
  fold_payments(to);
  fold_media_objects(to);
  fold_notices(to);
  fold_errands(to);
  fold_cases(to);
  fold_refunds(to);
  fold_payment_events(to);
  fold_invoices(to);
  fold_reviews(to);
  fold_statements(to);
  fold_products(to);
  fold_stock(to);
  fold_stock_syncs(to);
  fold_stock_movements(to);
  fold_requisitions(to);
  fold_parts_returns(to);
  fold_stock_counts(to);
  fold_audit_log(to);
  fold_idempotency_keys(to);
  fold_dead_letters(to);
  return to.take();
}

}  // namespace fettle::projections
