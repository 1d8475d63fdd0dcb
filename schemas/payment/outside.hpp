// What a payment service says of a payment or a refund, after its signature was checked.
#pragma once

#include <optional>

#include "core/moment.hpp"
#include "core/money.hpp"
#include "schemas/declare.hpp"
#include "schemas/values.hpp"

namespace fettle {

// As WeChat Pay spells them; NOT_FOUND: it knows no such payment.
enum class TradeState {
  SUCCESS,
  REFUND,
  NOTPAY,
  CLOSED,
  REVOKED,
  USERPAYING,
  PAYERROR,
  ACCEPT,
  NOT_FOUND
};
FETTLE_ENUM(TradeState, SUCCESS, REFUND, NOTPAY, CLOSED, REVOKED, USERPAYING, PAYERROR, ACCEPT,
            NOT_FOUND)

// REFUSED: the service did not take it, and a repeat would not help.
enum class RefundAnswer { SUCCESS, PROCESSING, CLOSED, ABNORMAL, REFUSED };
FETTLE_ENUM(RefundAnswer, SUCCESS, PROCESSING, CLOSED, ABNORMAL, REFUSED)

using OutsideNumber = Text<1, 64>;

struct Trade {
  OutsideNumber trade_no;
  OutsideNumber transaction_id;
  TradeState state;
  Money amount;  // the order's, not what was left of it after coupons
  Moment paid_at;
  std::optional<OutsideNumber> app_id;
  std::optional<OutsideNumber> merchant;
};
FETTLE_STRUCT(Trade, (trade_no, transaction_id, state, amount, paid_at, app_id, merchant))

struct TradeRefund {
  OutsideNumber trade_no;
  OutsideNumber refund_no;  // ours
  OutsideNumber refund_id;  // theirs
  RefundAnswer state;
  Money amount;
  std::optional<Moment> at;
};
FETTLE_STRUCT(TradeRefund, (trade_no, refund_no, refund_id, state, amount, at))

}  // namespace fettle
