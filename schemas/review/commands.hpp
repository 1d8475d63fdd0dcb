// The one command on a review: it is given once.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/values.hpp"

namespace fettle {

struct GiveReview {
  JobId work_order;
  Whole<1, 5> stars;
  List<Text<1, 20>, 0, 10> tags;
  std::optional<Text<1, 1000>> text;
};
FETTLE_COMMAND(GiveReview, "The owner rates a paid order, once.",
               (.aggregate = "review", .routes = {{"POST", "/mp/work-orders/{work_order}/review"}},
                .roles = {role::customer}),
               (work_order, stars, tags, text))

}  // namespace fettle
