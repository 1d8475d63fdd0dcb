// Servers that take a question and never answer it: given up in time, and never taken for a no.
#include <doctest/doctest.h>

#include <algorithm>

#include "adapters/wechat/api.hpp"
#include "adapters/wechat/mini_program.hpp"
#include "adapters/wechat_pay/sender.hpp"
#include "test/http/client.hpp"
#include "test/wechat/pay_fixture.hpp"

using namespace fettle;
using fettle::http::test::eventually;
using json::Document;
using Kind = ErrandFailure::Kind;

namespace {

constexpr std::chrono::milliseconds patience{30'000}, hurry{1'000};

// Waits no longer than it is told, and remembers how long a call wanted to.
class HastyWeb final : public OutgoingWeb {
 public:
  Result<IncomingReply> send(const OutgoingRequest& request) override {
    auto hasty = request;
    longest_asked = std::max(longest_asked, request.wait_max);
    hasty.wait_max = std::min(request.wait_max, wait_max);
    return web_.send(hasty);
  }

  std::chrono::milliseconds wait_max = patience, longest_asked{0};

 private:
  web::CurlWeb web_{{}};
};

// What is asked for is done, and never answered.
Document never_at(const std::string& match) {
  return Document::object({{"match", match}, {"kind", "never"}, {"after", true}});
}

template <class T>
void check_given_up(const Expected<T, ErrandFailure>& answered) {
  REQUIRE_FALSE(answered);
  CHECK(answered.error().code == "reply_missing");
  CHECK(answered.error().kind == Kind::away);
}

}  // namespace

TEST_CASE("WeChat Pay that never answers is given up; what it did is found by asking") {
  wechat_pay::test::PayFixture pay;
  HastyWeb web;
  SystemDice dice;
  const auto merchant = *wechat_pay::Merchant::open(pay.settings(), web, pay.clock, dice);
  auto& client = merchant->client();
  REQUIRE(client.prepay(pay.order("WR100-v1")));  // the certificates are known now
  CHECK(web.longest_asked <= wechat_pay::reply_wait_max);

  pay.control("faults", never_at("POST /v3/pay/transactions/jsapi"));
  web.wait_max = hurry;
  check_given_up(client.prepay(pay.order("WR123-v1")));
  web.wait_max = patience;
  CHECK(eventually([&] { return client.query("WR123-v1").has_value(); }));
  CHECK(client.prepay(pay.order("WR123-v1")));

  pay.control("pay", Document::object({{"out_trade_no", "WR123-v1"}}));
  const wechat_pay::RefundOrder back{"WR123-v1", "RF1", "多收", 40, 100};
  pay.control("faults", never_at("POST /v3/refund"));
  web.wait_max = hurry;
  check_given_up(client.refund(back));
  web.wait_max = patience;
  CHECK(eventually([&] { return client.query_refund("RF1").has_value(); }));
  CHECK(client.refund(back));
  CHECK(pay.fake.control("GET", "state").find("refunds")->elements()->size() == 1);
}

TEST_CASE("WeChat that never answers a login or a message is given up, and nothing goes twice") {
  fettle::test::Fake fake("mini_program");
  const fettle::test::TestClock clock(*parse_moment("2026-11-20T04:00:00Z"));
  HastyWeb web;
  const auto program = *wechat::MiniProgram::open(
      {"wx8888888888888888", "a-secret-of-the-mini-program", fake.url()}, web, clock);
  fake.control("POST", "faults", never_at("GET /sns/jscode2session"));
  web.wait_max = hurry;
  check_given_up(program->login("code-li-1"));
  web.wait_max = patience;
  CHECK(program->login("code-li-2"));

  const auto consent = Document::object({{"openid", "o-li"}, {"template_id", "template-done"}});
  fake.control("POST", "consent", consent);
  REQUIRE(program->send({"o-li", "template-done", {{"thing1", "已完工"}}, {}}));
  fake.control("POST", "consent", consent);
  fake.control("POST", "faults", never_at("POST /cgi-bin/message"));
  web.wait_max = hurry;
  const auto unknown = program->send({"o-li", "template-done", {{"thing1", "已完工"}}, {}});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == "outcome_unknown");
  CHECK(unknown.error().kind == Kind::refused);
  const auto messages = [&] {
    return fake.control("GET", "state").find("messages")->elements()->size();
  };
  CHECK(eventually([&] { return messages() == 2; }));
  CHECK(web.longest_asked <= wechat::reply_wait_max);
}
