// A day's bill of WeChat Pay as it is written: BOM, backticks, yuan with two decimals.
#include "adapters/wechat_pay/bill.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

#include "adapters/wechat_pay/decimal.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;

namespace {

const std::string head =
    "\xef\xbb\xbf交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,"
    "交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,"
    "退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,"
    "申请退款金额,费率备注\r\n";
const std::string line =
    "`2014-11-10 16:33:45,`wx2421b1c4370ec43b,`10000100,`0,`1000,`1001690740201411100005734289,"
    "`1415640626,`085e9858e3ba5186aafcbaed1,`MICROPAY,`SUCCESS,`CFT,`CNY,`0.01,`0.0,`0,`0,`0,`0,"
    "`,`,`被扫, 支付测试,`订单额外描述,`0.00600,`0.60%,`12.30,`0,`\r\n";
const std::string summary_head =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,"
    "申请退款总金额\r\n";

std::string summary(int count) {
  return fmt::format("`{},`0.01,`0.0,`0.0,`0,`12.30,`0\r\n", count);
}

std::string why(const std::string& csv) {
  const auto bill = parse_trade_bill(csv);
  return bill ? "read" : bill.error().detail;
}

std::string with(std::string from, const std::string& to) {
  auto text = line;
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a line is read by the names of its columns") {
  const auto bill = parse_trade_bill(head + line + summary_head + summary(1));
  REQUIRE(bill);
  REQUIRE(bill->lines.size() == 1);
  const auto& read = bill->lines[0];
  CHECK(read.at == parse_moment("2014-11-10T08:33:45Z"));
  CHECK(read.out_trade_no == "1415640626");
  CHECK(read.transaction_id == "1001690740201411100005734289");
  CHECK(read.trade_state == "SUCCESS");
  CHECK(read.total_fen == 1230);
  CHECK(read.settled_fen == 1);
  CHECK(read.refund_fen == 0);
  CHECK(read.description == "被扫, 支付测试");
  CHECK(read.fee == 600);
}

TEST_CASE("a bill without trades is one") {
  CHECK(parse_trade_bill(head + summary_head + summary(0))->lines.empty());
}

TEST_CASE("a bill that is cut, miscounted or misspelt is not believed") {
  CHECK(why(head + line + summary_head + summary(2)).starts_with("line 4"));
  CHECK(why(head + line + line).starts_with("line 2"));
  CHECK(why("") == "line 0: head and summary are missing");
  CHECK(why(head + line.substr(0, 200) + "\r\n" + summary_head + summary(1)) ==
        "line 2: other columns");
  CHECK(why(head + with("12.30", "12.305") + summary_head + summary(1)) == "line 2: 订单金额");
  CHECK(why(head + with("12.30", "1,2") + summary_head + summary(1)) == "line 2: 订单金额");
  CHECK(why(head + with("16:33", "26:33") + summary_head + summary(1)) == "line 2: 交易时间");
}

TEST_CASE("amounts in yuan are fen to the last one") {
  CHECK(scaled_decimal("0.01", 2) == 1);
  CHECK(scaled_decimal("0.0", 2) == 0);
  CHECK(scaled_decimal("7", 2) == 700);
  CHECK(scaled_decimal("-1.50", 2) == -150);
  CHECK(scaled_decimal("0.29", 2) == 29);
  CHECK(scaled_decimal("1.500", 2) == 150);
  for (const auto text :
       {"", ".", "1.", ".5", "1.005", "+1", "1e2", "--1", "1 ", "0x1", "92233720368547758080"}) {
    CAPTURE(text);
    CHECK_FALSE(scaled_decimal(text, 2));
  }
  CHECK(rc::check([] {
    const auto fen = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
    RC_ASSERT(scaled_decimal(fmt::format("{}.{:02}", fen / 100, fen % 100), 2) == fen);
  }));
}
