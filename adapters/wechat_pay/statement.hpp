// A day's bill as the statement that our books are held against.
#pragma once

#include <string>

#include "adapters/wechat_pay/bill.hpp"
#include "adapters/wechat_pay/failures.hpp"
#include "schemas/statement/commands.hpp"

namespace fettle::wechat_pay {

struct DayStatement {
  ImportStatement import;
  std::size_t left_out;  // lines that no statement takes
};

// refused `statement_too_long`.
Answered<DayStatement> statement_of(const std::string& day, const TradeBill& bill);

}  // namespace fettle::wechat_pay
