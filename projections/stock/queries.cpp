#include "projections/queries.hpp"
#include "schemas/product/product_row.hpp"
#include "schemas/queries/list_query.hpp"
#include "schemas/requisition/requisition_rows.hpp"
#include "schemas/stock/part_row.hpp"
#include "schemas/stock/stock_rows.hpp"
#include "schemas/stock_count/count_rows.hpp"

namespace fettle::projections {

void add_stock_queries(std::vector<QueryType>& to) {
  add_queries(to, read_model<ProductRow>());
  add_queries(to, read_model<PartRow>());
  add_queries(to, read_model<StockSyncRow>());
  add_queries(to, read_model<StockMovementRow>());
  add_queries(to, read_model<PartsReturnRow>());
  add_queries(to, read_model<RequisitionRow>(),
              {{"returns", &read_model<PartsReturnRow>(), "t.requisition_id = $2"}});
  add_queries(to, read_model<StockCountRow>(),
              {{"lines", &read_model<CountLineRow>(), "t.count_id = $2"}});
}

}  // namespace fettle::projections
