// What the payment service says of money, after its signature was checked: by a callback, or when
// it was asked. Either way the same things happen, once.
#pragma once

#include <string_view>

#include "commands/payment/rules.hpp"
#include "schemas/inbound/commands.hpp"

namespace fettle {

// Money came for what the service calls `trade.trade_no`. `command` is looked up in the table of
// moves. Precondition: trade.state is SUCCESS.
CallbackOutcome receive_money(TenantView& view, const Context& context, Decision& decision,
                              const Trade& trade, std::string_view command);

// Money came and went back without us.
CallbackOutcome receive_foreign_refund(TenantView& view, const Context& context, Decision& decision,
                                       const Trade& trade);

struct RefundNews {
  RefundAnswer state;
  std::optional<std::string> refund_id;
  std::optional<Money> amount;
  std::optional<Moment> at;
  std::optional<std::string> code;
  std::optional<ErrandId> errand = std::nullopt;  // that asked; none: nobody did
};

// The service says how far a refund of ours is.
CallbackOutcome receive_refund(TenantView& view, const Context& context, Decision& decision,
                               const PaymentId& id, const PaymentState& payment,
                               const RefundState& refund, const RefundNews& news);

}  // namespace fettle
