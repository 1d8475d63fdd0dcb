// The states of a work order as columns: when it first came there.
#pragma once

#include <optional>
#include <string_view>

#include "schemas/job/work_order_row.hpp"

namespace fettle::projections {

// Null: the state has no column of its own.
std::optional<Moment>* first_time_in(WorkOrderRow& row, std::string_view state);

}  // namespace fettle::projections
