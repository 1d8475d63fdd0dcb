#include "projections/queries.hpp"
#include "schemas/asset/repair_row.hpp"
#include "schemas/asset/vehicle_row.hpp"
#include "schemas/queries/list_query.hpp"

namespace fettle::projections {

// Whoever may see a vehicle may see what was done to it, wherever that was.
void add_vehicle_queries(std::vector<QueryType>& to) {
  add_queries(to, read_model<VehicleRow>(),
              {{"history", &read_model<RepairRow>(),
                "t.vehicle_id = $2 AND t.customer_id = "
                "(SELECT v.owner_id FROM vehicles v WHERE v.tenant = $1 AND v.id = $2)"}});
}

}  // namespace fettle::projections
