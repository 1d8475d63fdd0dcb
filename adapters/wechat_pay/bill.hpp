// The trade bill of a day: what WeChat Pay says was paid and refunded, a line each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/moment.hpp"
#include "core/result.hpp"

namespace fettle::wechat_pay {

inline constexpr unsigned fee_decimals = 5;

struct BillLine {
  Moment at;
  std::string appid;
  std::string mchid;
  std::string transaction_id;
  std::string out_trade_no;
  std::string openid;
  std::string trade_state;  // SUCCESS, or REFUND: then the fields of a refund are filled
  std::string currency;
  std::int64_t total_fen;    // of the order
  std::int64_t settled_fen;  // of the order, without coupons that are not settled
  std::string refund_id;
  std::string out_refund_no;
  std::int64_t refund_fen;  // as it was asked for
  std::string refund_state;
  std::string description;
  std::int64_t fee;  // in ten to the minus fee_decimals yuan
};

struct TradeBill {
  std::vector<BillLine> lines;
};

// invalid `bill_unreadable` names the line: a column is missing, an amount is none, a line is cut,
// or there are not as many as the summary at the end says.
Result<TradeBill> parse_trade_bill(std::string_view csv);

}  // namespace fettle::wechat_pay
