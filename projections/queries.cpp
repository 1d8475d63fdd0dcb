#include "projections/queries.hpp"

#include "schemas/audit/audit_row.hpp"
#include "schemas/audit/dead_letter_row.hpp"
#include "schemas/audit/idempotency_row.hpp"
#include "schemas/case/case_row.hpp"
#include "schemas/customer/user_row.hpp"
#include "schemas/errand/errand_row.hpp"
#include "schemas/invoice/invoice_row.hpp"
#include "schemas/job/quote_row.hpp"
#include "schemas/notice/notice_row.hpp"
#include "schemas/payment/payment_rows.hpp"
#include "schemas/payment/refund_row.hpp"
#include "schemas/queries/list_query.hpp"
#include "schemas/review/review_row.hpp"
#include "schemas/settings/setting_row.hpp"
#include "schemas/staff/staff_row.hpp"
#include "schemas/template/template_row.hpp"

namespace fettle::projections {

const std::vector<QueryType>& auto_repair_queries() {
  static const std::vector<QueryType> all = [] {
    std::vector<QueryType> made;
    add_queries(made, read_model<UserRow>());
    add_queries(made, read_model<QuoteRow>());
    add_queries(made, read_model<PaymentRow>());
    add_queries(made, read_model<NoticeRow>());
    add_queries(made, read_model<StaffRow>());
    add_queries(made, read_model<TemplateRow>());
    add_queries(made, read_model<SettingRow>());
    add_queries(made, read_model<AuditRow>());
    add_queries(made, read_model<IdempotencyRow>());
    add_queries(made, read_model<DeadLetterRow>());
    add_queries(made, read_model<ErrandRow>());
    add_queries(made, read_model<CaseRow>());
    add_queries(made, read_model<PaymentEventRow>());
    add_queries(made, read_model<RefundRow>());
    add_queries(made, read_model<InvoiceRow>());
    add_queries(made, read_model<ReviewRow>());
    add_vehicle_queries(made);
    add_statement_queries(made);
    add_work_order_queries(made);
    add_timeline_query(made);
    add_store_queries(made);
    add_me_query(made);
    add_reports(made);
    add_stock_queries(made);
    add_stock_report(made);
    return made;
  }();
  return all;
}

}  // namespace fettle::projections
