// What it means for an order that money for it is there.
#pragma once

#include <optional>
#include <string>

#include "commands/job/rules.hpp"

namespace fettle {

// What the customer owes now: the order's confirmed total, or a supplement after that.
struct Due {
  std::int64_t quote_version;
  Money amount;
  bool supplement;
};

// Nothing when the version is not the one that counts, or is not confirmed. A supplement needs no
// confirmation: whoever pays it agrees.
std::optional<Due> due_of(const JobState& job, std::int64_t quote_version);

struct Settlement {
  PaymentId payment;
  Due due;
  std::string method;
  std::string recorded_by;
  std::optional<std::string> transaction_id;
  std::optional<Moment> paid_at;
};

// The order, or its supplement, is paid, and the attempt has succeeded.
void settle(Decision& decision, const JobId& id, const Admitted& admitted,
            const Settlement& settlement, std::optional<Personal> note);

}  // namespace fettle
