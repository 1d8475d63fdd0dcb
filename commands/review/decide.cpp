#include "commands/review/decide.hpp"

#include "commands/job/rules.hpp"
#include "commands/refusals.hpp"

namespace fettle {

Checked<Decision> decide(TenantView& view, const Context& context, const GiveReview& command) {
  const auto* job = TRY(paid_job(view, context, command.work_order, "GiveReview"));
  const ReviewId id(command.work_order.text());
  if (view.get<Review>(id) != nullptr) {
    return conflict("review_given", fmt::format("{} is reviewed", job->short_number));
  }
  const auto technician =
      job->assignment ? std::optional(job->assignment->technician) : std::nullopt;
  Decision decision;
  decision.status = 201;
  add<Review>(decision, id,
              ReviewGiven{.job = command.work_order,
                          .customer = job->parties->customer,
                          .store = job->parties->store,
                          .technician = technician,
                          .stars = command.stars,
                          .tags = {command.tags.begin(), command.tags.end()},
                          .text = of_customer(*job, command.text)});
  return decision;
}

}  // namespace fettle
