#include "commands/job/settle.hpp"

#include "commands/payment/indexes.hpp"

namespace fettle {

std::optional<Due> due_of(const JobState& job, std::int64_t quote_version) {
  if (!job.quote || job.quote->version != quote_version) return std::nullopt;
  if (job.supplement) return Due{quote_version, job.supplement->amount, true};
  const bool first = job.paid_by.empty();
  if (!first || job.quote->standing != QuoteStanding::CONFIRMED) return std::nullopt;
  return Due{quote_version, job.quote->total, false};
}

namespace {

void settle_supplement(Decision& decision, const JobId& id, const JobState& job,
                       const Settlement& settlement) {
  const auto& due = settlement.due;
  if (job.quote->standing != QuoteStanding::CONFIRMED) {
    add<Job>(decision, id, QuoteConfirmed{due.quote_version, job.quote->total});
  }
  add<Job>(decision, id,
           SupplementPaid{.payment = settlement.payment,
                          .amount = due.amount,
                          .quote_version = due.quote_version,
                          .method = settlement.method});
}

}  // namespace

void settle(Decision& decision, const JobId& id, const Admitted& admitted,
            const Settlement& settlement, std::optional<Personal> note) {
  const auto& due = settlement.due;
  if (due.supplement) {
    settle_supplement(decision, id, admitted.job, settlement);
  } else {
    add<Job>(decision, id,
             JobPaid{.payment = settlement.payment,
                     .amount = due.amount,
                     .quote_version = due.quote_version,
                     .method = settlement.method,
                     .customer = admitted.job.parties->customer});
    move(decision, id, admitted, std::move(note));
  }
  add<Payment>(decision, settlement.payment,
               PaymentSucceeded{.job = id,
                                .amount = due.amount,
                                .method = settlement.method,
                                .recorded_by = settlement.recorded_by,
                                .store = admitted.job.parties->store,
                                .transaction_id = settlement.transaction_id,
                                .paid_at = settlement.paid_at});
}

}  // namespace fettle
