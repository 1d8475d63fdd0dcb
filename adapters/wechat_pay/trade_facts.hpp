// What WeChat Pay says of a payment or a refund, in the words of our commands.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/wechat_pay/refund.hpp"
#include "adapters/wechat_pay/transaction.hpp"
#include "core/result.hpp"
#include "schemas/payment/outside.hpp"

namespace fettle::wechat_pay {

struct TradeNews {
  TradeState state;
  std::optional<Trade> trade;  // of one that is paid
};

// invalid `wechat_pay_trade_unclear`: a state that is not known, a payment without its amount, or
// in another currency.
Result<TradeNews> trade_news(const Transaction& transaction);
Result<TradeRefund> refund_news(const RefundNotice& notice);

std::optional<RefundAnswer> refund_answer(std::string_view state);

}  // namespace fettle::wechat_pay
