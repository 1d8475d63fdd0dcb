// What we ask WeChat Pay to do, and ask it about. Every call may be made again: the numbers of ours
// name orders and refunds, and the same number with the same content is the same order.
#pragma once

#include <cstdint>
#include <string>

#include "adapters/wechat_pay/bill.hpp"
#include "adapters/wechat_pay/exchange.hpp"
#include "adapters/wechat_pay/refund.hpp"
#include "adapters/wechat_pay/signing.hpp"
#include "adapters/wechat_pay/transaction.hpp"

namespace fettle::wechat_pay {

struct PrepayOrder {
  std::string out_trade_no;  // 6 to 32 of 0-9 A-Z a-z _ - | *
  std::string description;
  std::string openid;
  std::int64_t total_fen;
};

struct RefundOrder {
  std::string out_trade_no;
  std::string out_refund_no;  // up to 64 of 0-9 A-Z a-z _ - | * @
  std::string reason;         // empty when its person was erased meanwhile
  std::int64_t refund_fen;
  std::int64_t total_fen;  // of the order
};

// Any thread; each call blocks for as long as sender.hpp says.
class Client {
 public:
  explicit Client(Exchange& exchange) : exchange_(exchange) {}

  // Gives the prepay id. refused wechat_pay_order_closed, _order_paid, _order_number_used (the
  // number stood for another content).
  Answered<std::string> prepay(const PrepayOrder& order);
  // To be made anew each time the payer asks.
  PayParameters parameters(std::string_view prepay_id);

  // refused `wechat_pay_not_found`: it never came to an order.
  Answered<Transaction> query(const std::string& out_trade_no);
  // Nobody can pay it any more. refused `wechat_pay_order_paid`: somebody has.
  Answered<void> close(const std::string& out_trade_no);

  Answered<Refund> refund(const RefundOrder& order);
  Answered<Refund> query_refund(const std::string& out_refund_no);

  // All of a day, "2026-11-20", as it is in China; there from ten in the morning of the next one.
  // refused `wechat_pay_no_statement`: nothing happened on it. retry
  // `wechat_pay_statement_damaged`: it is not what its checksum says.
  Answered<TradeBill> trade_bill(const std::string& date);

 private:
  Exchange& exchange_;
};

}  // namespace fettle::wechat_pay
