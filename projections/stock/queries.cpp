#include "projections/queries.hpp"
#include "schemas/product/product_row.hpp"
#include "schemas/queries/list_query.hpp"
#include "schemas/requisition/requisition_rows.hpp"
#include "schemas/stock/part_row.hpp"
#include "schemas/stock/stock_rows.hpp"
#include "schemas/stock_count/count_rows.hpp"

namespace fettle::projections {
namespace {

void add_with_parts(std::vector<QueryType>& to, const ReadModel& model,
                    const std::vector<Part>& parts) {
  for (const auto& face : model.spec.faces) {
    if (!face.list.empty()) to.push_back(list_query(model, face));
    if (!face.detail.empty()) to.push_back(detail_query(model, face, parts));
  }
}

}  // namespace

void add_stock_queries(std::vector<QueryType>& to) {
  add_queries(to, read_model<ProductRow>());
  add_queries(to, read_model<PartRow>());
  add_queries(to, read_model<StockSyncRow>());
  add_queries(to, read_model<StockMovementRow>());
  add_queries(to, read_model<PartsReturnRow>());
  add_with_parts(to, read_model<RequisitionRow>(),
                 {{"returns", &read_model<PartsReturnRow>(), "t.requisition_id = $2"}});
  add_with_parts(to, read_model<StockCountRow>(),
                 {{"lines", &read_model<CountLineRow>(), "t.count_id = $2"}});
}

}  // namespace fettle::projections
