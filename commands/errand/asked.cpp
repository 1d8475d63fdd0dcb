#include "commands/errand/asked.hpp"

#include <fmt/format.h>

#include "commands/invoice/indexes.hpp"
#include "commands/job/indexes.hpp"
#include "commands/payment/indexes.hpp"
#include "commands/requisition/indexes.hpp"
#include "commands/stock_count/indexes.hpp"

namespace fettle {
namespace {

constexpr std::string_view odoo = "odoo", wechat_pay = "wechat_pay";

std::optional<std::string> holder(TenantView& view, const Index& index, const ErrandId& errand) {
  const auto found = view.find(index, errand.text(), 1);
  if (found.empty()) return std::nullopt;
  return found.front();
}

AskedErrand of_requisition(TenantView& view, const std::string& id, const ErrandId& errand) {
  const auto* requisition = view.get<Requisition>(RequisitionId(id));
  const bool issue = requisition->errand == errand;
  return {odoo, issue ? "post_requisition" : "post_return", "requisition/" + id};
}

AskedErrand of_refund(TenantView& view, const std::string& payment, const ErrandId& errand) {
  for (const auto& refund : view.get<Payment>(PaymentId(payment))->refunds) {
    if (refund.errand != errand) continue;
    return {wechat_pay, refund.answers == 0 ? "refund" : "ask_refund",
            "refund/" + refund.id.text()};
  }
  return {wechat_pay, "refund", "payment/" + payment};
}

AskedErrand of_attempt(TenantView& view, const std::string& job) {
  const auto& open = *view.get<Job>(JobId(job))->payment;
  return {wechat_pay, "prepay", "payment/" + open.payment.text()};
}

}  // namespace

std::optional<AskedErrand> asked_errand(TenantView& view, const ErrandId& id) {
  if (const auto requisition = holder(view, errands_of_requisitions, id)) {
    return of_requisition(view, *requisition, id);
  }
  if (const auto count = holder(view, errands_of_counts, id)) {
    return AskedErrand{odoo, "post_count", "stock_count/" + *count};
  }
  if (const auto invoice = holder(view, errands_of_invoices, id)) {
    return AskedErrand{odoo, "issue_invoice", "invoice/" + *invoice};
  }
  if (const auto payment = holder(view, errands_of_refunds, id)) {
    return of_refund(view, *payment, id);
  }
  if (const auto job = holder(view, errands_of_attempts, id)) return of_attempt(view, *job);
  return std::nullopt;
}

}  // namespace fettle
