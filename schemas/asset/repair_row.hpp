// A repair of a vehicle as its history shows it: what was wrong and what was found, without money
// and without people. No table of its own: order and last diagnosis are joined when asked.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"

namespace fettle {

inline constexpr std::string_view repairs_of_vehicles =
    "(SELECT o.tenant, o.id, o.vehicle_id, o.customer_id, o.short_number, o.store_id, o.status, "
    "o.description, (SELECT d.finding FROM diagnosis_records d WHERE d.tenant = o.tenant AND "
    "d.order_id = o.id ORDER BY d.version DESC LIMIT 1) AS finding, o.submitted_at, o.paid_at, "
    "o.canceled_at FROM work_orders o)";

struct RepairRow {
  std::string tenant, id, vehicle_id, short_number, store_id, status;
  std::optional<std::string> description, finding;
  Moment submitted_at;
  std::optional<Moment> paid_at, canceled_at;
};
FETTLE_READ_MODEL(RepairRow, "Repairs of a vehicle in all stores of the business.",
                  (.table = repairs_of_vehicles, .key = {"tenant", "id"}, .id = "id",
                   .sort = {"submitted_at"}),
                  (tenant, id, vehicle_id, short_number, store_id, status, description, finding,
                   submitted_at, paid_at, canceled_at))

}  // namespace fettle
