#include <fmt/format.h>

#include <array>

#include "projections/queries.hpp"
#include "schemas/asset/vehicle_row.hpp"
#include "schemas/invoice/invoice_row.hpp"
#include "schemas/job/quote_row.hpp"
#include "schemas/job/timeline_row.hpp"
#include "schemas/job/work_order_row.hpp"
#include "schemas/job/work_rows.hpp"
#include "schemas/media/media_row.hpp"
#include "schemas/payment/payment_rows.hpp"
#include "schemas/payment/refund_row.hpp"
#include "schemas/queries/list_query.hpp"
#include "schemas/requisition/requisition_rows.hpp"
#include "schemas/review/review_row.hpp"

namespace fettle::projections {
namespace {

constexpr std::string_view of_order = "t.order_id = $2";

// What the owner sees of the ten states: seven steps with the time or null.
struct Step {
  std::string_view label, column;
};
constexpr std::array<Step, 7> owner_steps{{{"已提交", "submitted_at"},
                                           {"已接单", "accepted_at"},
                                           {"诊断", "diagnosing_at"},
                                           {"报价", "quoted_at"},
                                           {"维修中", "repairing_at"},
                                           {"待支付", "ready_to_pay_at"},
                                           {"已完成", "paid_at"}}};

std::optional<std::string_view> value_of(std::span<const ShownField> fields, const RowSet& rows,
                                         std::string_view name) {
  std::size_t column = 0;
  for (const auto& field : fields) {
    if (field.name == name) return rows.at(0, column);
    column += field.as == ShownAs::money ? 2 : 1;
  }
  return std::nullopt;
}

void add_steps(std::string& json, std::span<const ShownField> fields, const RowSet& rows) {
  json += R"(,"steps":[)";
  for (const auto& step : owner_steps) {
    if (&step != owner_steps.data()) json += ',';
    const auto at = value_of(fields, rows, step.column);
    json += fmt::format(R"({{"label":"{}","at":{}}})", step.label,
                        at ? '"' + moment_of(*at) + '"' : "null");
  }
  json += ']';
}

// What the customer of the order sees of it.
std::vector<Part> parts() {
  return {
      {"vehicle", &read_model<VehicleRow>(),
       "t.id = (SELECT o.vehicle_id FROM work_orders o WHERE o.tenant = $1 AND o.id = $2)", true},
      {"timeline", &read_model<TimelineRow>(), of_order},
      {"quotes", &read_model<QuoteRow>(), of_order},
      {"diagnoses", &read_model<DiagnosisRow>(), of_order},
      {"checklists", &read_model<ChecklistRow>(), of_order},
      {"work_entries", &read_model<WorkEntryRow>(), of_order},
      {"work_spans", &read_model<WorkSpanRow>(), of_order},
      {"evidence", &read_model<EvidenceRow>(), of_order},
      {"media_objects", &read_model<MediaRow>(), of_order},
      {"payments", &read_model<PaymentRow>(), of_order},
      {"refunds", &read_model<RefundRow>(), of_order},
      {"invoice", &read_model<InvoiceRow>(), "t.id = $2", true},
      {"review", &read_model<ReviewRow>(), "t.id = $2", true}};
}

// And what the shop keeps to itself.
std::vector<Part> parts_of(const Face& face) {
  auto all = parts();
  if (face.detail.starts_with("/mp/")) return all;
  all.push_back({"requisitions", &read_model<RequisitionRow>(), of_order});
  all.push_back({"parts_returns", &read_model<PartsReturnRow>(), of_order});
  return all;
}

}  // namespace

void add_work_order_queries(std::vector<QueryType>& to) {
  const auto& model = read_model<WorkOrderRow>();
  for (const auto& face : model.spec.faces) {
    if (!face.list.empty()) to.push_back(list_query(model, face));
    if (!face.detail.empty()) to.push_back(detail_query(model, face, parts_of(face), add_steps));
  }
}

}  // namespace fettle::projections
