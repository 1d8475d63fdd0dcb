#include "projections/queries.hpp"
#include "schemas/job/timeline_row.hpp"
#include "schemas/job/work_order_row.hpp"
#include "schemas/queries/list_query.hpp"

namespace fettle::projections {

// The order, since its rights are asked there, with nothing but its timeline beside it.
void add_timeline_query(std::vector<QueryType>& to) {
  for (auto face : read_model<WorkOrderRow>().spec.faces) {
    if (face.detail != "/admin/work-orders/{work_order}") continue;
    static constexpr std::string_view path = "/admin/work-orders/{work_order}/timeline";
    face.detail = path;
    face.sentence = "An order with every change of it, in order.";
    to.push_back(detail_query(read_model<WorkOrderRow>(), face,
                              {{"timeline", &read_model<TimelineRow>(), "t.order_id = $2"}}));
  }
}

}  // namespace fettle::projections
