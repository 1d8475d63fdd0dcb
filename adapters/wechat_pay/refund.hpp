// A refund as WeChat Pay tells it: in a notification one way, when it is asked another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "schemas/declare.hpp"

namespace fettle::wechat_pay {

struct RefundAmount {
  std::int64_t total;   // of the order, fen
  std::int64_t refund;  // of this refund
  std::optional<std::int64_t> payer_total;
  std::optional<std::int64_t> payer_refund;
  std::optional<std::string> currency;
};
FETTLE_STRUCT(RefundAmount, (total, refund, payer_total, payer_refund, currency))

struct RefundNotice {
  std::string mchid;
  std::string out_trade_no;
  std::string transaction_id;
  std::string out_refund_no;
  std::string refund_id;
  std::string refund_status;  // SUCCESS ABNORMAL CLOSED
  std::optional<std::string> success_time;
  std::optional<std::string> user_received_account;
  RefundAmount amount;
};
FETTLE_STRUCT(RefundNotice, (mchid, out_trade_no, transaction_id, out_refund_no, refund_id,
                             refund_status, success_time, user_received_account, amount))

struct Refund {
  std::string refund_id;
  std::string out_refund_no;
  std::string transaction_id;
  std::string out_trade_no;
  std::string status;  // SUCCESS CLOSED PROCESSING ABNORMAL
  std::optional<std::string> channel;
  std::optional<std::string> success_time;
  std::optional<std::string> user_received_account;
  RefundAmount amount;
};
FETTLE_STRUCT(Refund, (refund_id, out_refund_no, transaction_id, out_trade_no, status, channel,
                       success_time, user_received_account, amount))

}  // namespace fettle::wechat_pay
