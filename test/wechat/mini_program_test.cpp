// The mini-program's calls against a stand-in: login, phone number, token, messages.
#include "adapters/wechat/mini_program.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "adapters/web/curl_web.hpp"
#include "test/support/fake.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;
using namespace fettle::wechat;
using json::Document;
using Kind = ErrandFailure::Kind;

namespace {

const Moment noon = *parse_moment("2026-11-20T04:00:00Z");

struct Fixture {
  fettle::test::Fake fake{"mini_program"};
  fettle::test::TestClock clock{noon};
  web::CurlWeb web{{}};
  std::unique_ptr<MiniProgram> program = open("a-secret-of-the-mini-program");

  std::unique_ptr<MiniProgram> open(const std::string& secret) {
    return *MiniProgram::open({"wx8888888888888888", secret, fake.url()}, web, clock);
  }
  Answered<std::string> send(const std::string& text = "已完工") {
    return program->send({"o-li", "template-done", {{"thing1", text}}, "pages/order"});
  }
  void consent(int count = 1) {
    fake.control(
        "POST", "consent",
        Document::object({{"openid", "o-li"}, {"template_id", "template-done"}, {"count", count}}));
  }
  void answer(const std::string& path, int errcode) {
    fake.control("POST", "answer", Document::object({{"path", path}, {"errcode", errcode}}));
  }
  std::int64_t calls(const std::string& path) {
    const auto state = fake.control("GET", "state");
    for (const auto& call : *state.find("calls")->elements()) {
      if (*call.find("name")->text() == path) return *call.find("count")->whole();
    }
    return 0;
  }
};

const std::string token_path = "/cgi-bin/stable_token";
const std::string send_path = "/cgi-bin/message/subscribe/send";

template <class T>
std::string code_of(const Answered<T>& answered) {
  return answered ? "done" : answered.error().code;
}

}  // namespace

TEST_CASE("a login code gives the same openid for the same person, and is good once") {
  Fixture wechat;
  const auto first = wechat.program->login("code-li-1"),
             second = wechat.program->login("code-li-2");
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->openid == second->openid);
  CHECK(first->unionid == second->unionid);
  CHECK(wechat.program->login("code-wang-1")->openid != first->openid);
  CHECK(code_of(wechat.program->login("code-li-1")) == "wechat_code_used");
}

TEST_CASE("a login that is refused says why, and whether it may go another time") {
  Fixture wechat;
  const auto invalid = wechat.program->login("nonsense & more?");
  CHECK(code_of(invalid) == "wechat_code_invalid");
  CHECK(invalid.error().kind == Kind::refused);
  CHECK(code_of(wechat.program->login("blocked-1")) == "wechat_user_blocked");
  for (const auto& [errcode, code] :
       {std::pair(-1, "wechat_busy"), std::pair(45011, "wechat_rate_limited")}) {
    wechat.answer("/sns/jscode2session", errcode);
    const auto later = wechat.program->login("code-li-9");
    CHECK(code_of(later) == code);
    CHECK(later.error().kind == Kind::retry);
  }
  CHECK(wechat.program->login("code-li-9"));
}

TEST_CASE("a wrong secret is an operator's matter, and stands in no message") {
  Fixture wechat;
  const auto refused = wechat.open("not-the-secret")->login("code-li-1");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "wechat_settings_wrong");
  CHECK(refused.error().kind == Kind::refused);
  CHECK(refused.error().detail.find("not-the-secret") == std::string::npos);
}

TEST_CASE("a phone number comes with its country, be it spelt as a number or a text") {
  Fixture wechat;
  const auto chinese = wechat.program->phone_number("phone-13800138000");
  REQUIRE(chinese);
  CHECK(chinese->local_number == "13800138000");
  CHECK(chinese->country_code == "86");
  CHECK(wechat.program->phone_number("phone-4930123")->country_code == "86");
  CHECK(code_of(wechat.program->phone_number("phone-13800138000")) == "wechat_code_invalid");
}

TEST_CASE("one token serves until shortly before its end") {
  Fixture wechat;
  wechat.consent(3);
  REQUIRE(wechat.send());
  REQUIRE(wechat.send());
  CHECK(wechat.calls(token_path) == 1);
  wechat.clock.move_by(std::chrono::seconds(7200) - token_margin - std::chrono::seconds(1));
  static_cast<void>(wechat.program->phone_number("phone-1"));
  CHECK(wechat.calls(token_path) == 1);
  wechat.clock.move_by(std::chrono::seconds(1));
  REQUIRE(wechat.send());
  CHECK(wechat.calls(token_path) == 2);
}

TEST_CASE("a token that is good no longer is fetched anew, and the call repeated once") {
  for (const bool ended : {true, false}) {
    CAPTURE(ended);
    Fixture wechat;
    wechat.consent(2);
    REQUIRE(wechat.send());
    wechat.fake.control("POST", "spoil", Document::object({{"ended", ended}}));
    CHECK(wechat.send());
    // When they give the spoilt one again, another is forced.
    CHECK(wechat.calls(token_path) == (ended ? 2 : 3));
  }
}

TEST_CASE("a call that is refused with a new token, too, is not repeated without end") {
  Fixture wechat;
  for (const int errcode : {40001, 42001}) wechat.answer(send_path, errcode);
  const auto failed = wechat.send();
  CHECK(code_of(failed) == "wechat_token_invalid");
  CHECK(failed.error().kind == Kind::retry);
}

TEST_CASE("threads that need a token at once fetch one") {
  Fixture wechat;
  wechat.consent(8);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { CHECK(wechat.send()); });
  threads.clear();
  CHECK(wechat.calls(token_path) == 1);
}

TEST_CASE("one consent is one message") {
  Fixture wechat;
  wechat.consent();
  const auto sent = wechat.send();
  REQUIRE(sent);
  CHECK(sent->starts_with("17000000000"));
  const auto state = wechat.fake.control("GET", "state");
  const auto& message = state.find("messages")->elements()->front();
  CHECK(*message.find("data")->text() == R"({"thing1": {"value": "已完工"}})");
  CHECK(*message.find("page")->text() == "pages/order");
  const auto another = wechat.send();
  CHECK(code_of(another) == "wechat_subscription_used_up");
  CHECK(another.error().kind == Kind::refused);
}

TEST_CASE("what is wrong with a message is final, what is wrong with the day is not") {
  Fixture wechat;
  wechat.consent(9);
  const auto long_text = wechat.send("一二三四五六七八九十一二三四五六七八九十一");
  CHECK(code_of(long_text) == "wechat_message_wrong");
  CHECK(long_text.error().kind == Kind::refused);
  CHECK(code_of(wechat.program->send({"o-li", "none", {}, {}})) == "wechat_template_wrong");
  wechat.answer(send_path, 45009);
  const auto quota = wechat.send();
  CHECK(code_of(quota) == "wechat_quota_used_up");
  CHECK(quota.error().kind == Kind::retry);
  wechat.answer(send_path, 88888);
  CHECK(code_of(wechat.send()) == "wechat_refused");
}

TEST_CASE("faults of the way are told from refusals") {
  Fixture wechat;
  const std::pair<std::string, std::string> faults[] = {{"html", "wechat_reply_unreadable"},
                                                        {"half", "reply_missing"},
                                                        {"cut", "reply_missing"},
                                                        {"error", "wechat_reply_unreadable"}};
  for (const auto& [kind, code] : faults) {
    CAPTURE(kind);
    wechat.fake.control("POST", "faults",
                        Document::object({{"match", "GET /sns/"}, {"kind", kind}}));
    const auto failed = wechat.program->login("code-li-" + kind);
    CHECK(code_of(failed) == code);
    CHECK(failed.error().kind == Kind::away);
  }
  wechat.fake.kill();
  const auto nobody = wechat.program->login("code-li-1");
  CHECK(code_of(nobody) == "not_reached");
  CHECK(nobody.error().kind == Kind::unreachable);
}

TEST_CASE("a slow login is waited for") {
  Fixture wechat;
  wechat.fake.control("POST", "faults",
                      Document::object({{"match", "GET /sns/"}, {"kind", "slow"}, {"seconds", 1}}));
  CHECK(wechat.program->login("code-li-1"));
}

TEST_CASE("a killed stand-in has forgotten no code") {
  Fixture wechat;
  REQUIRE(wechat.program->login("code-li-1"));
  wechat.fake.kill();
  wechat.fake.start();
  CHECK(code_of(wechat.program->login("code-li-1")) == "wechat_code_used");
}
