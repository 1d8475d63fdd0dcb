// Callbacks as WeChat Pay sends them: repeated until they are taken, doubled, and forged.
#include <doctest/doctest.h>

#include <algorithm>

#include "test/wechat/pay_fixture.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;
using namespace fettle::wechat_pay::test;
using json::Document;

TEST_CASE("a callback is sent again until it is taken, with the same id and another signature") {
  PayFixture pay;
  pay.door.refuse_first(3);
  pay.paid("WR123-v1");
  REQUIRE(pay.door.notices(1).size() == 1);
  const auto sent = pay.fake.control("GET", "state");
  CHECK(sent.find("callbacks")->elements()->size() == 1);
  CHECK(*sent.find("orders")->elements()->front().find("state")->text() == "SUCCESS");
}

TEST_CASE("a doubled callback is genuine twice, and its id tells that it is one") {
  PayFixture pay;
  REQUIRE(pay.client().prepay(pay.order("WR123-v1")));
  pay.control("pay", Document::object({{"out_trade_no", "WR123-v1"}, {"times", 3}}));
  const auto notices = pay.door.notices(3);
  REQUIRE(notices.size() == 3);
  for (const auto& notice : notices) CHECK(notice.id == notices[0].id);
}

TEST_CASE("another amount than ours arrives as it was told") {
  PayFixture pay;
  REQUIRE(pay.client().prepay(pay.order("WR123-v1", 9000)));
  pay.control("pay", Document::object({{"out_trade_no", "WR123-v1"},
                                       {"changes", Document::object({{"total", 1}})}}));
  const auto notices = pay.door.notices(1);
  REQUIRE(notices.size() == 1);
  CHECK(std::get<Transaction>(notices[0].content).amount->total == 1);
}

TEST_CASE("what is no genuine callback is refused with 401, under its own verdict") {
  PayFixture pay;
  REQUIRE(pay.client().prepay(pay.order("WR123-v1")));
  const std::vector<std::pair<std::string, Verdict>> kinds{
      {"forged", Verdict::forged},
      {"truncated", Verdict::forged},
      {"stale", Verdict::stale},
      {"probe", Verdict::probe},
      {"unknown_serial", Verdict::key_unknown},
      {"unsigned", Verdict::unsigned_message},
      {"garbage", Verdict::genuine},  // signed, and yet nothing that can be read
      {"sealed_wrongly", Verdict::genuine}};
  for (const auto& [kind, verdict] : kinds) {
    CAPTURE(kind);
    const auto answer =
        pay.control("forge", Document::object({{"out_trade_no", "WR123-v1"}, {"kind", kind}}));
    CHECK(*answer.find("status")->whole() == 401);
    CHECK(pay.door.verdicts().back() == verdict);
  }
  CHECK(pay.client().query("WR123-v1")->trade_state == "NOTPAY");
}

TEST_CASE("payments that are held back are found by asking") {
  PayFixture pay;
  pay.control("hold", Document::object({{"held", true}}));
  pay.paid("WR123-v1");
  CHECK(pay.client().query("WR123-v1")->is_paid());
  CHECK(pay.door.verdicts().empty());
  pay.control("hold", Document::object({{"held", false}}));
  CHECK(pay.door.notices(1).size() == 1);
}
