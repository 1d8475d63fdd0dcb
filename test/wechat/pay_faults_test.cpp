// WeChat Pay on a bad day: what our client says of it, and that it can go on afterwards.
#include <doctest/doctest.h>

#include "test/wechat/pay_fixture.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;
using namespace fettle::wechat_pay::test;
using json::Document;
using Kind = ErrandFailure::Kind;

namespace {

const std::string prepay_line = "POST /v3/pay/transactions/jsapi";

struct Expectation {
  std::string kind;
  std::string code;
};

}  // namespace

TEST_CASE("every fault of a reply is one to ask again after, under a code of its own") {
  PayFixture pay;
  REQUIRE(pay.client().prepay(pay.order("WR100-v1")));  // the certificates are known now
  const std::vector<Expectation> faults{{"cut", "reply_missing"},
                                        {"half", "reply_missing"},
                                        {"html", "wechat_pay_reply_unreadable"},
                                        {"error", "wechat_pay_system_error"},
                                        {"unsigned", "wechat_pay_reply_unverified"},
                                        {"altered", "wechat_pay_reply_unverified"}};
  for (const auto& [kind, code] : faults) {
    CAPTURE(kind);
    pay.fault(prepay_line, kind, {{"after", true}});
    const auto number = "WR123-" + kind;
    const auto failed = pay.client().prepay(pay.order(number));
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == code);
    const bool answered = code == "wechat_pay_reply_unverified";
    CHECK(failed.error().kind == (answered ? Kind::retry : Kind::away));
    // It was carried out all the same: the look before a repeat finds it, and the repeat is it.
    CHECK(pay.client().query(number)->trade_state == "NOTPAY");
    CHECK(pay.client().prepay(pay.order(number)));
  }
}

TEST_CASE("a slow reply is waited for") {
  PayFixture pay;
  pay.fault(prepay_line, "slow", {{"seconds", 1}});
  CHECK(pay.client().prepay(pay.order("WR123-v1")));
}

TEST_CASE("nobody there is told from a reply that is missing, and a killed one forgets nothing") {
  PayFixture pay;
  pay.paid("WR123-v1", 700);
  pay.fake.kill();
  const auto asked = pay.client().query("WR123-v1");
  REQUIRE_FALSE(asked);
  CHECK(asked.error().code == "not_reached");
  CHECK(asked.error().kind == Kind::unreachable);
  pay.fake.start();
  CHECK(pay.client().query("WR123-v1")->amount->total == 700);
  CHECK(pay.door.notices(1).size() >= 1);
}

TEST_CASE("certificates that change are fetched, at most once in five minutes") {
  PayFixture pay;
  pay.clock.move_by(std::chrono::seconds(-200));
  REQUIRE(pay.client().prepay(pay.order("WR123-v1")));
  pay.control("rotate", Document::object({}));
  const auto early = pay.client().query("WR123-v1");
  REQUIRE_FALSE(early);
  CHECK(early.error().code == "wechat_pay_reply_unverified");
  pay.clock.move_by(refresh_pause + std::chrono::seconds(1));
  CHECK(pay.client().query("WR123-v1"));
  pay.control("pay", Document::object({{"out_trade_no", "WR123-v1"}}));
  CHECK(pay.door.notices(1).size() == 1);
}

TEST_CASE("a list of certificates that does not open, or is not signed, adds none") {
  PayFixture pay;
  pay.fault("GET /v3/certificates", "altered");
  const auto failed = pay.client().prepay(pay.order("WR123-v1"));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == "wechat_pay_reply_unverified");
  pay.clock.move_by(std::chrono::seconds(-100));  // back: it may ask again
  pay.fault("GET /v3/certificates", "unsigned");
  CHECK_FALSE(pay.client().query("WR123-v1"));
  pay.clock.move_by(std::chrono::seconds(-100));
  CHECK(pay.client().query("WR123-v1"));
}

TEST_CASE("a merchant's settings that cannot work are refused by name, without secrets") {
  PayFixture pay;
  web::CurlWeb web({});
  SystemDice dice;
  const auto why = [&](auto change) {
    auto settings = pay.settings();
    change(settings);
    const auto opened = Merchant::open(settings, web, pay.clock, dice);
    return opened ? std::string("opened") : opened.error().code + " " + opened.error().detail;
  };
  const std::string wrong = "wechat_pay_settings_wrong ";
  CHECK(why([](Settings&) {}) == "opened");
  const auto short_key = why([](Settings& s) { s.api_key = "hush"; });
  CHECK(short_key == wrong + "the APIv3 key must have 32 characters");
  CHECK(why([](Settings& s) { s.mchid = "19o0"; }).starts_with(wrong));
  CHECK(why([](Settings& s) { s.notify_url += "?a=b"; }).starts_with(wrong));
  CHECK(why([](Settings& s) { s.base_url = "http://pay.example"; }).starts_with(wrong));
  CHECK(why([](Settings& s) { s.private_key_file += ".none"; }).starts_with(wrong));
  CHECK(why([](Settings& s) { s.platform_keys_folder = "/none"; }).starts_with(wrong));
  std::filesystem::permissions(pay.settings().private_key_file, std::filesystem::perms::all);
  CHECK(why([](Settings&) {}).find("chmod 600") != std::string::npos);
}
