// Coming in by WeChat: a code becomes a customer and a token of ours.
#include <doctest/doctest.h>

#include "test/journey/support/outside.hpp"

using namespace fettle::journey;
using namespace std::chrono_literals;

namespace {

Json me(const Caller& customer) { return customer.get("/mp/me").body; }

std::int64_t logins_at_wechat() {
  for (const auto& call : outside().mini_state("calls")) {
    if (call.at("name") == "/sns/jscode2session") return call.at("count");
  }
  return 0;
}

}  // namespace

TEST_CASE("[AR-08] a WeChat code becomes a token; the same openid is always the same customer") {
  const auto before = logins_at_wechat();
  const auto first = accepted(outside().login("code-li-1"));
  CHECK(logins_at_wechat() == before + 1);
  const auto again = accepted(outside().login("code-li-2"));
  const auto other = accepted(outside().login("code-zhang-1"));
  CHECK(first.body.at("account") == again.body.at("account"));
  CHECK(first.body.at("account") != other.body.at("account"));
  CHECK(first.body.at("expires_in") == 7 * 24 * 3600);

  const std::string token = first.body.at("token");
  const auto with = [&](const std::string& bearer) {
    return ask(outside().served(), "GET", "/mp/work-orders", "",
               {{"Authorization", "Bearer " + bearer}});
  };
  const auto mine = with(token);
  CAPTURE(mine.body.dump());
  CHECK(mine.status == 200);
  CHECK(mine.body.at("items").empty());
  auto tampered = token;
  tampered[tampered.size() / 2] = tampered[tampered.size() / 2] == 'a' ? 'b' : 'a';
  CHECK(with(tampered).status == 401);
  const auto ended = with(outside().served().token(
      {.account = first.body.at("account"), .role = "customer", .lifetime = -1h}));
  CHECK(ended.status == 401);
  CHECK(ended.code() == "token_expired");
}

TEST_CASE(
    "[AR-08:part] a code that WeChat does not take is 401 with a stable code, once used too") {
  accepted(outside().login("code-wu-1"));
  const auto used = outside().login("code-wu-1");
  CHECK(used.status == 401);
  CHECK(used.code() == "wechat_code_used");
  const auto invalid = outside().login("nonsense");
  CHECK(invalid.status == 401);
  CHECK(invalid.code() == "wechat_code_invalid");
  const auto empty = outside().login("");
  CHECK(empty.status == 422);
  CHECK(empty.field_code("code") != "");
}

TEST_CASE("[AR-09] a customer without a number can do everything; one bound later is shown") {
  const auto customer = outside().customer("hong");
  CHECK(me(customer).at("phone").is_null());
  auto order = outside().order_to_pay(customer);
  const auto number = outside().begun(order);
  outside().pay_control("pay", {{"out_trade_no", number}});
  CHECK(is_paid(order));
  CHECK(me(customer).at("phone").is_null());

  const auto bound = customer.post("/mp/me/phone", {{"code", "phone-13800000077"}});
  REQUIRE(bound.status == 200);
  CHECK(me(customer).at("phone") == "13800000077");
  CHECK(customer.post("/mp/me/phone", {{"code", "phone-13800000077"}}).status == 401);
}

TEST_CASE("[AR-10] users hold openid, unionid, phone and preferred store; each sees his own") {
  const auto customer = outside().customer("lan");
  accepted(customer.post("/mp/me/phone", {{"code", "phone-13800000078"}}));
  accepted(customer.send("PATCH", "/mp/me", Json{{"preferred_store", "west"}}.dump()));
  const auto mine = me(customer);
  CHECK(mine.at("phone") == "13800000078");
  CHECK(mine.at("preferred_store") == "west");
  const auto sql = "SELECT openid, unionid, phone, preferred_store FROM auto.users WHERE id = '" +
                   customer.account() + "'";
  const auto rows = outside().served().database().rows(sql);
  REQUIRE(rows.size() == 1);
  const auto& row = rows.front();
  CHECK(row.at(0).value_or("").starts_with("o"));  // as WeChat gave them
  CHECK(row.at(1).value_or("").starts_with("u"));
  CHECK(row.at(2) == "13800000078");
  CHECK(row.at(3) == "west");
  CHECK(mine.at("openid") == row.at(0).value_or(""));
  CHECK(mine.at("unionid") == row.at(1).value_or(""));
  const auto stranger = outside().customer("stranger");
  CHECK(me(stranger).at("phone").is_null());
  CHECK(me(stranger).at("openid") != mine.at("openid"));
}

TEST_CASE("WeChat that does not answer is 503, and no customer's mistake") {
  OutsideShop alone;
  alone.mini.kill();
  const auto answer = alone.login("code-late-1");
  CHECK(answer.status == 503);
  CHECK(answer.code() == "wechat_unavailable");
  CHECK_FALSE(answer.header("retry-after").empty());
}
