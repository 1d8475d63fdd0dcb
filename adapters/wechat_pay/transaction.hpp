// A payment as WeChat Pay tells it, in a notification and when it is asked. Amounts are in fen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/moment.hpp"
#include "schemas/declare.hpp"

namespace fettle::wechat_pay {

struct Payer {
  std::optional<std::string> openid;
};
FETTLE_STRUCT(Payer, (openid))

struct TransactionAmount {
  std::optional<std::int64_t> total;        // of the order
  std::optional<std::int64_t> payer_total;  // what the payer gave, after coupons
  std::optional<std::string> currency;
  std::optional<std::string> payer_currency;
};
FETTLE_STRUCT(TransactionAmount, (total, payer_total, currency, payer_currency))

// Much is left out, or empty, before it is paid.
struct Transaction {
  std::string mchid;
  std::string appid;
  std::string out_trade_no;
  std::string trade_state;  // SUCCESS REFUND NOTPAY CLOSED REVOKED USERPAYING PAYERROR
  std::optional<std::string> transaction_id;
  std::optional<std::string> trade_type;
  std::optional<std::string> trade_state_desc;
  std::optional<std::string> bank_type;
  std::optional<std::string> attach;
  std::optional<std::string> success_time;
  std::optional<Payer> payer;
  std::optional<TransactionAmount> amount;

  // REFUND says that it was paid and some of it went back.
  bool is_paid() const { return trade_state == "SUCCESS" || trade_state == "REFUND"; }
  std::optional<Moment> paid_at() const {
    return success_time ? parse_moment(*success_time) : std::nullopt;
  }
};
FETTLE_STRUCT(Transaction, (mchid, appid, out_trade_no, trade_state, transaction_id, trade_type,
                            trade_state_desc, bank_type, attach, success_time, payer, amount))

}  // namespace fettle::wechat_pay
