#include "projections/queries.hpp"
#include "schemas/queries/list_query.hpp"
#include "schemas/store/store_rows.hpp"

namespace fettle::projections {

void add_store_queries(std::vector<QueryType>& to) {
  const auto& model = read_model<StoreRow>();
  for (const auto& face : model.spec.faces) {
    if (!face.list.empty()) to.push_back(list_query(model, face));
    if (!face.detail.empty()) {
      to.push_back(detail_query(model, face, {{"bays", &read_model<BayRow>(), "t.store_id = $2"}}));
    }
  }
}

}  // namespace fettle::projections
