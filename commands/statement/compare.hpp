// Our books of a day against the payment service's: what agrees, and what does not.
#pragma once

#include <vector>

#include "commands/payment/rules.hpp"
#include "schemas/statement/commands.hpp"
#include "schemas/statement/events.hpp"

namespace fettle {

// More payments than this in one day are a business for several tenants.
inline constexpr std::size_t day_payments_max = 5000;

struct Comparison {
  std::int64_t matched = 0, missing_ours = 0, missing_theirs = 0, amount_differs = 0;
  std::int64_t their_paid = 0, their_refunded = 0, our_paid = 0, our_refunded = 0;  // fen
  std::vector<StatementItem> items;  // without their cases
};

Checked<Comparison> compare(TenantView& view, const ImportStatement& command);

}  // namespace fettle
