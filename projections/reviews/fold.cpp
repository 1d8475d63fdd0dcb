#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/review/events.hpp"
#include "schemas/review/review_row.hpp"

namespace fettle::projections {

void fold_reviews(ProjectionBuilder& to) {
  to.put<ReviewRow, ReviewGiven>([](const ReviewGiven& e, const EventFacts& f) {
    return ReviewRow{.tenant = facts::tenant(f),
                     .id = facts::id(f),
                     .customer_id = e.customer.text(),
                     .store_id = e.store.text(),
                     .technician_id = facts::text(e.technician),
                     .stars = e.stars,
                     .tags = facts::json(e.tags),
                     .text = facts::value(e.text),
                     .given_at = facts::time(f)};
  });
}

}  // namespace fettle::projections
