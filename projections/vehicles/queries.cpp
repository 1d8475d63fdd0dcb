#include "projections/queries.hpp"
#include "schemas/asset/repair_row.hpp"
#include "schemas/asset/vehicle_row.hpp"
#include "schemas/queries/list_query.hpp"

namespace fettle::projections {

// Whoever may see a vehicle may see what was done to it, wherever that was.
void add_vehicle_queries(std::vector<QueryType>& to) {
  const auto& model = read_model<VehicleRow>();
  const std::vector<Part> history{
      {"history", &read_model<RepairRow>(),
       "t.vehicle_id = $2 AND t.customer_id = "
       "(SELECT v.owner_id FROM vehicles v WHERE v.tenant = $1 AND v.id = $2)"}};
  for (const auto& face : model.spec.faces) {
    if (!face.list.empty()) to.push_back(list_query(model, face));
    if (!face.detail.empty()) to.push_back(detail_query(model, face, history));
  }
}

}  // namespace fettle::projections
