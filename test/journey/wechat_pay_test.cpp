// Paying by WeChat: one prepay order, a callback that is kept whatever it is, and money once.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "test/journey/support/dead_errands.hpp"
#include "test/journey/support/metrics.hpp"
#include "test/journey/support/outside.hpp"

using namespace fettle::journey;

namespace {

Json payment_of(WorkOrder& order) { return outside().of_order("/admin/payments", order).at(0); }

std::string state_at_wechat(const std::string& number) {
  return outside().order_at_wechat(number).at("state");
}

}  // namespace

TEST_CASE("[AR-41] starting to pay makes one prepay order of the confirmed total") {
  auto order = outside().order_to_pay(outside().customer("prepay"));
  const Headers key{{"Idempotency-Key", outside().served().fresh_key()}};
  Answer first;
  REQUIRE(becomes_true([&] {  // 202: WeChat Pay is still asked
    first = outside().start(order, key);
    return first.status == 200;
  }));
  const auto parameters = first.body.at("parameters");
  CHECK(parameters.at("signType") == "RSA");
  CHECK(parameters.at("package").get<std::string>().starts_with("prepay_id="));
  CHECK_FALSE(parameters.at("paySign").get<std::string>().empty());
  CHECK(outside().start(order, key).text == first.text);
  CHECK(outside().start(order).body.at("parameters") == parameters);
  const std::string number = first.body.at("payment");
  CHECK(outside().pay_calls("prepay", number) == 1);

  const auto there = outside().order_at_wechat(number);
  CHECK(there.at("total") == usual_fen);
  const auto row = payment_of(order);
  CHECK(row.at("status") == "PENDING");
  CHECK(row.at("purpose").is_null());  // the intent: the confirmed total, by this quote
  CHECK(row.at("quote_version") == order.quote_version());
  CHECK(row.at("method") == "wechat");
  CHECK(row.at("amount") == money(usual_fen));
  CHECK(row.at("order_id") == order.id);
  CHECK(row.at("trade_no") == number);

  outside().pay_control("pay", {{"out_trade_no", number}});
  REQUIRE(is_paid(order));
  const auto again = outside().start(order);
  CHECK(again.status == 409);
}

TEST_CASE("[AR-42:part] a payment is pending until its callback, and then succeeded") {
  auto order = outside().order_to_pay(outside().customer("result"));
  const auto number = outside().begun(order);
  const auto status = [&] {
    return order.customer.get("/mp/payments/" + number).body.at("status").get<std::string>();
  };
  CHECK(status() == "PENDING");
  outside().pay_control("pay", {{"out_trade_no", number}});
  CHECK(becomes_true([&] { return status() == "SUCCEEDED"; }));
}

TEST_CASE("[AR-42:part] a payment that ended without money is shown as failed, and closed there") {
  auto order = outside().order_to_pay(outside().customer("failed"));
  const auto number = outside().begun(order);
  order.quote(usual_fen - 500);
  CHECK(order.customer.get("/mp/payments/" + number).body.at("status") == "FAILED");
  CHECK(becomes_true([&] { return state_at_wechat(number) == "CLOSED"; }));
}

TEST_CASE("[AR-46:part] a verified callback of the right amount pays the order") {
  auto order = outside().order_to_pay(outside().customer("paid"));
  const auto number = outside().begun(order);
  outside().pay_control("pay", {{"out_trade_no", number}});
  REQUIRE(is_paid(order));
  const auto row = payment_of(order);
  CHECK(row.at("status") == "SUCCEEDED");
  CHECK(row.at("method") == "wechat");
  CHECK(row.at("transaction_id") == outside().order_at_wechat(number).at("transaction_id"));
}

TEST_CASE("a payment is taken while a login waits for a WeChat that does not answer") {
  auto order = outside().order_to_pay(outside().customer("beside"));
  const auto number = outside().begun(order);
  outside().mini_control("faults", {{"match", "GET /sns/jscode2session"}, {"kind", "never"}});
  std::atomic<bool> waits = true;
  const std::jthread login([&waits] {
    outside().login("code-slow-1");
    waits = false;
  });
  outside().pay_control("pay", {{"out_trade_no", number}});
  CHECK(is_paid(order));
  CHECK(waits);
}

TEST_CASE("[AR-46:part] another amount pays nothing and is a case for a person") {
  auto order = outside().order_to_pay(outside().customer("differs"));
  const auto number = outside().begun(order);
  outside().pay_control("pay", {{"out_trade_no", number}, {"changes", {{"total", usual_fen - 1}}}});
  const auto cases = [&] {
    Json found = Json::array();
    for (const auto& one : outside().shop().finance.list("/admin/cases?kind=PAYMENT")) {
      if (one.at("subject") == "payment/" + number) found.push_back(one);
    }
    return found;
  };
  REQUIRE(becomes_true([&] { return cases().size() == 1; }));
  CHECK(order.shown().at("status") == "READY_TO_PAY");
  CHECK(becomes_true(
      [&] { return metric(outside().served(), "fettle_cases_open", {"kind=\"PAYMENT\""}) > 0; }));
  const auto matter = cases().at(0);
  CHECK(matter.at("expected") == money(usual_fen));
  CHECK(matter.at("found") == money(usual_fen - 1));
  const auto settled = outside().shop().finance.post(
      "/admin/cases/" + matter.at("id").get<std::string>() + "/settle", {{"note", "退还"}});
  CHECK(settled.status == 200);
  CHECK(cases().at(0).at("settled") == true);
}

TEST_CASE("a payment whose callback never comes is asked after, and paid") {
  auto order = outside().order_to_pay(outside().customer("silent"));
  const auto number = outside().begun(order);
  outside().pay_control("pay", {{"out_trade_no", number}, {"callback", false}});
  outside().advance(std::chrono::seconds(31));
  CHECK(is_paid(order));
}

TEST_CASE(
    "the retry plan is a setting; after it a prepay order waits for a person, who revives it") {
  OutsideShop alone(Settings{{"connectors.wechat_pay_retry", "1"}});
  auto order = alone.order_to_pay(alone.customer("plan"));
  alone.pay_control("faults", {{"match", "POST /v3/pay"}, {"kind", "unsigned"}, {"times", 2}});
  alone.start(order);
  const std::string number = alone.of_order("/admin/payments", order).at(0).at("trade_no");
  const auto subject = "payment/" + number;
  const auto errand = dead_errand_of(alone.shop(), subject);
  const auto errands = alone.shop().manager.list("/admin/errands?subject=" + subject);
  REQUIRE(errands.size() == 1);
  CHECK(errands.at(0).at("tries") == 2);  // the plan has one pause
  CHECK(errands.at(0).at("last_code") == "wechat_pay_reply_unverified");
  accepted(alone.shop().manager.post("/admin/errands/" + errand + "/retry"));
  CHECK(alone.begun(order) == number);
  CHECK(alone.pay_state("orders").size() == 1);
}

TEST_CASE("[AR-48] a refund is asked for once, goes back once, and is audited") {
  auto order = outside().order_to_pay(outside().customer("refund"));
  const auto number = outside().begun(order);
  outside().pay_control("pay", {{"out_trade_no", number}});
  REQUIRE(is_paid(order));
  const auto path = "/admin/payments/" + number + "/refunds";
  const Json wish{{"amount", money(5'000)}, {"reason", "多收"}};
  CHECK(outside().shop().technician().post(path, wish).status == 403);
  const Json too_much{{"amount", money(usual_fen + 1)}, {"reason", "x"}};
  CHECK(outside().shop().finance.post(path, too_much).field_code("amount") == "refund_over_paid");
  const Headers key{{"Idempotency-Key", outside().served().fresh_key()}};
  const auto first = accepted(outside().shop().finance.post(path, wish, key));
  CHECK(outside().shop().finance.post(path, wish, key).text == first.text);
  REQUIRE(becomes_true([&] {
    const auto rows = outside().of_order("/admin/refunds", order);
    return rows.size() == 1 && rows.at(0).at("status") == "SUCCEEDED";
  }));
  Json there = Json::array();
  for (const auto& refund : outside().pay_state("refunds")) {
    if (refund.at("out_trade_no") == number) there.push_back(refund);
  }
  CHECK(there.size() == 1);
  CHECK(outside().pay_calls("refund", number) == 1);
  CHECK(payment_of(order).at("refunded") == money(5'000));
  CHECK_FALSE(outside().shop().manager.list("/admin/audit?object=" + number).empty());
}

TEST_CASE(
    "WeChat Pay that is away takes no order down with it; the payment is made when it is back") {
  OutsideShop alone;
  auto order = alone.order_to_pay(alone.customer("away"));
  alone.pay.kill();
  const Headers key{{"Idempotency-Key", alone.served().fresh_key()}};
  std::thread back([&] {
    CHECK(becomes_true([&] { return order.shown().at("payment_id").is_string(); }));
    alone.pay.start();
  });
  const auto answer = alone.start(order, key);
  back.join();
  CHECK((answer.status == 200 || answer.status == 202));
  CHECK(becomes_true([&] { return alone.start(order, key).status == 200; }));
  CHECK(alone.pay_state("orders").size() == 1);
}

TEST_CASE("a server that is killed while a payment is prepared makes one order, and is paid once") {
  OutsideShop alone;
  for (std::size_t round = 0; round < 3; ++round) {
    auto order = alone.order_to_pay(alone.customer("killed" + std::to_string(round)));
    const Headers key{{"Idempotency-Key", alone.served().fresh_key()}};
    std::thread asking([&] {
      try {
        alone.start(order, key);
      } catch (const std::exception&) {
        // The server died under the request.
      }
    });
    // The first time at once, then as soon as WeChat Pay has made it.
    CHECK(becomes_true([&] { return round == 0 || alone.pay_state("orders").size() > round; }));
    alone.served().kill();
    asking.join();
    alone.served().start();
    Answer answer;
    CHECK(becomes_true([&] {
      answer = alone.start(order, key);
      return answer.status == 200;
    }));
    const std::string number = answer.body.at("payment");
    alone.pay_control("pay", {{"out_trade_no", number}});
    CHECK(becomes_true([&] { return order.shown().at("status") == "PAID"; }));
  }
  CHECK(alone.pay_state("orders").size() == 3);
}
