// What the owner thought of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/personal.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct ReviewGiven {
  JobId job;
  CustomerId customer;
  StoreId store;
  std::optional<StaffId> technician;
  std::int64_t stars;  // 1 to 5
  std::vector<std::string> tags;
  std::optional<Personal> text;
};
FETTLE_EVENT(ReviewGiven, 1, "The owner rated a paid order.",
             (job, customer, store, technician, stars, tags, text))

}  // namespace fettle
