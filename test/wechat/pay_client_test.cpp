// Our client of WeChat Pay against a stand-in that checks our signatures by openssl and signs by
// it, too.
#include <doctest/doctest.h>

#include "test/wechat/pay_fixture.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;
using namespace fettle::wechat_pay::test;
using json::Document;
using Kind = ErrandFailure::Kind;

namespace {

template <class T>
std::string code_of(const Answered<T>& answered) {
  return answered ? "done" : answered.error().code;
}

std::string today_in_china() {
  return to_text(SystemClock().now() + std::chrono::hours(8)).substr(0, 10);
}

}  // namespace

TEST_CASE("a prepay order gives what the mini-program pays with, and the payment is told") {
  PayFixture pay;
  const auto prepay_id = pay.client().prepay(pay.order("WR123-v1", 9000));
  REQUIRE(prepay_id);
  const auto parameters = pay.client().parameters(*prepay_id);
  CHECK(parameters.package == "prepay_id=" + *prepay_id);
  CHECK(parameters.app_id == pay.settings().appid);
  CHECK(parameters.nonce.size() == 32);
  CHECK(pay.client().query("WR123-v1")->trade_state == "NOTPAY");
  pay.control("pay", Document::object({{"out_trade_no", "WR123-v1"}}));
  const auto notices = pay.door.notices(1);
  REQUIRE(notices.size() == 1);
  const auto& told = std::get<Transaction>(notices[0].content);
  CHECK(told.out_trade_no == "WR123-v1");
  CHECK(told.amount->total == 9000);
  const auto asked = pay.client().query("WR123-v1");
  REQUIRE(asked);
  CHECK(asked->is_paid());
  CHECK(asked->transaction_id == told.transaction_id);
  CHECK(asked->paid_at());
}

TEST_CASE("the same order again is the same, another one under its number is refused") {
  PayFixture pay;
  const auto first = pay.client().prepay(pay.order("WR123-v1"));
  REQUIRE(first);
  CHECK(pay.client().prepay(pay.order("WR123-v1")).value() == *first);
  const auto other = pay.client().prepay(pay.order("WR123-v1", 101));
  CHECK(code_of(other) == "wechat_pay_order_number_used");
  CHECK(other.error().kind == Kind::refused);
}

TEST_CASE("a closed order can be paid no more, and a paid one not be closed") {
  PayFixture pay;
  REQUIRE(pay.client().prepay(pay.order("WR123-v1")));
  CHECK(pay.client().close("WR123-v1"));
  CHECK(pay.client().query("WR123-v1")->trade_state == "CLOSED");
  CHECK(code_of(pay.client().prepay(pay.order("WR123-v1"))) == "wechat_pay_order_closed");
  CHECK(code_of(pay.client().close("WR123-v1")) == "wechat_pay_order_closed");
  pay.paid("WR123-v2");
  CHECK(code_of(pay.client().close("WR123-v2")) == "wechat_pay_order_paid");
  CHECK(code_of(pay.client().prepay(pay.order("WR123-v2"))) == "wechat_pay_order_paid");
}

TEST_CASE("an order that never came about is not found, a wrong one is refused") {
  PayFixture pay;
  const auto asked = pay.client().query("WR|none*1");
  CHECK(code_of(asked) == "wechat_pay_not_found");
  CHECK(asked.error().kind == Kind::refused);
  CHECK(code_of(pay.client().prepay(pay.order("short"))) == "wechat_pay_parameter_error");
}

TEST_CASE("refunds go up to what was paid, each once, and are told") {
  PayFixture pay;
  pay.paid("WR123-v1", 1000);
  const RefundOrder half{"WR123-v1", "RF-1", "缺件", 600, 1000};
  const auto refund = pay.client().refund(half);
  REQUIRE(refund);
  CHECK(refund->status == "PROCESSING");
  CHECK(pay.client().refund(half)->refund_id == refund->refund_id);
  CHECK(code_of(pay.client().refund({"WR123-v1", "RF-2", "缺件", 401, 1000})) ==
        "wechat_pay_invalid_request");
  pay.control("balance", Document::object({{"fen", 100}}));
  CHECK(code_of(pay.client().refund({"WR123-v1", "RF-2", "缺件", 400, 1000})) ==
        "wechat_pay_not_enough");
  const auto asked = pay.client().query_refund("RF-1");
  REQUIRE(asked);
  CHECK(asked->status == "SUCCESS");
  CHECK(asked->amount.refund == 600);
  CHECK(code_of(pay.client().query_refund("RF-9")) == "wechat_pay_not_found");
  const auto notices = pay.door.notices(2);
  REQUIRE(notices.size() == 2);
  CHECK(std::get<RefundNotice>(notices[1].content).out_refund_no == "RF-1");
}

TEST_CASE("a refund goes through without a reason, and with a long one cut") {
  PayFixture pay;
  pay.paid("WR123-v1", 700);
  std::string wordy;
  for (int i = 0; i < 80; ++i) wordy += "多";
  CHECK(pay.client().refund({"WR123-v1", "RF-1", "", 300, 700}));
  CHECK(pay.client().refund({"WR123-v1", "RF-2", wordy, 300, 700}));
}

TEST_CASE("the bill of a day names each payment and each refund") {
  PayFixture pay;
  CHECK(code_of(pay.client().trade_bill("2020-01-01")) == "wechat_pay_no_statement");
  pay.paid("WR123-v1", 123456);
  pay.paid("WR124-v1", 5);
  REQUIRE(pay.client().refund({"WR123-v1", "RF-1", "缺件", 6, 123456}));
  const auto day = today_in_china();
  const auto bill = pay.client().trade_bill(day);
  REQUIRE(bill);
  REQUIRE(bill->lines.size() == 3);
  CHECK(bill->lines[0].out_trade_no == "WR123-v1");
  CHECK(bill->lines[0].total_fen == 123456);
  CHECK(bill->lines[0].description == "换机油, 四轮`检查`");
  CHECK(bill->lines[1].total_fen == 5);
  CHECK(bill->lines[2].trade_state == "REFUND");
  CHECK(bill->lines[2].refund_fen == 6);
  CHECK(bill->lines[2].out_refund_no == "RF-1");
  pay.fault("GET /v3/billdownload", "altered");
  CHECK(code_of(pay.client().trade_bill(day)) == "wechat_pay_statement_damaged");
}

TEST_CASE("with a public key its id is asked for, and the answers are signed by it") {
  PayFixture pay(PayFixture::Keys::public_key);
  CHECK(pay.client().prepay(pay.order("WR123-v1")));
  CHECK(pay.client().query("WR123-v1"));
}

TEST_CASE("a merchant that they do not know by his key is told so at once") {
  PayFixture pay;
  auto settings = pay.settings();
  settings.serial = "0123456789ABCDEF";
  web::CurlWeb web({});
  SystemClock clock;
  SystemDice dice;
  const auto stranger = Merchant::open(settings, web, clock, dice);
  REQUIRE(stranger);
  const auto asked = (*stranger)->client().query("WR123-v1");
  CHECK(code_of(asked) == "wechat_pay_sign_error");
  CHECK(asked.error().kind == Kind::refused);
}
