// The folds of all read models; each stands in its folder.
#pragma once

#include "schemas/projecting.hpp"

namespace fettle::projections {

void fold_users(ProjectionBuilder& to);
void fold_vehicles(ProjectionBuilder& to);
void fold_work_orders(ProjectionBuilder& to);
void fold_work_order_timeline(ProjectionBuilder& to);
void fold_quotes(ProjectionBuilder& to);
void fold_work_records(ProjectionBuilder& to);
void fold_payments(ProjectionBuilder& to);
void fold_media_objects(ProjectionBuilder& to);
void fold_audit_log(ProjectionBuilder& to);
void fold_idempotency_keys(ProjectionBuilder& to);
void fold_dead_letters(ProjectionBuilder& to);
void fold_notices(ProjectionBuilder& to);
void fold_stores(ProjectionBuilder& to);
void fold_staff(ProjectionBuilder& to);
void fold_templates(ProjectionBuilder& to);
void fold_settings(ProjectionBuilder& to);
void fold_tenants(ProjectionBuilder& to);
void fold_errands(ProjectionBuilder& to);
void fold_cases(ProjectionBuilder& to);
void fold_refunds(ProjectionBuilder& to);
void fold_payment_events(ProjectionBuilder& to);
void fold_invoices(ProjectionBuilder& to);
void fold_reviews(ProjectionBuilder& to);
void fold_statements(ProjectionBuilder& to);
// Parts and stock.
void fold_products(ProjectionBuilder& to);
void fold_stock(ProjectionBuilder& to);
void fold_stock_syncs(ProjectionBuilder& to);
void fold_stock_movements(ProjectionBuilder& to);
void fold_requisitions(ProjectionBuilder& to);
void fold_parts_returns(ProjectionBuilder& to);
void fold_stock_counts(ProjectionBuilder& to);

}  // namespace fettle::projections
