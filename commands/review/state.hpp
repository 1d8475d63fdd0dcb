// What a decision must know of a review: that it is there.
#pragma once

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/review/events.hpp"

namespace fettle {

struct ReviewState {
  std::int64_t stars = 0;
};
FETTLE_STRUCT(ReviewState, (stars))

struct Review {
  static constexpr std::string_view type = "review";
  static constexpr std::string_view shape = "1";
  using Key = ReviewId;
  using State = ReviewState;
  using Events = boost::mp11::mp_list<ReviewGiven>;
};

inline void evolve(ReviewState& review, const ReviewGiven& e) { review.stars = e.stars; }

}  // namespace fettle
