// Messages as errands: which notices become one, and what is recorded of each.
#include "adapters/wechat/notice_connector.hpp"

#include <doctest/doctest.h>

#include "adapters/web/curl_web.hpp"
#include "schemas/notice/commands.hpp"
#include "schemas/notice/events.hpp"
#include "schemas/registration.hpp"
#include "test/support/errand_outcomes.hpp"
#include "test/support/fake.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;
using namespace fettle::wechat;
using fettle::test::failed;
using fettle::test::recorded;
using json::Document;
using Kind = ErrandFailure::Kind;

namespace {

const std::string quote_shape = "template-quote character_string1=short_number thing2=text";

struct Bench {
  Bench() {
    Sender sender;
    sender.program = *MiniProgram::open(
        {"wx8888888888888888", "a-secret-of-the-mini-program", fake.url()}, web, clock);
    sender.page = "pages/order";
    sender.templates.emplace("QUOTE_READY", *parse_template(quote_shape));
    senders.emplace("demo", std::move(sender));
  }

  ErrandChange fold(const std::string& moment, std::optional<Personal> openid,
                    const std::string& text = "报价已出", const std::string& tenant = "demo") {
    Envelope envelope;
    envelope.tenant = tenant;
    envelope.id = "n1";
    const NoticeCreated notice{CustomerId("c1"), JobId("w1"), "A17",
                               moment,           text,        std::move(openid)};
    return connector.fold(
        envelope, {&event_type<NoticeCreated>(), std::make_shared<const NoticeCreated>(notice)});
  }
  DueErrand errand(const std::string& text = "报价已出") {
    const auto change = fold("QUOTE_READY", Personal{PersonId("c1"), "o-li"}, text);
    REQUIRE(change.opened);
    CHECK(change.opened->subject == "notice/n1");
    CHECK_FALSE(change.opened->due);
    return {.id = "C1.0",
            .tenant = TenantId("demo"),
            .action = change.opened->action,
            .subject = change.opened->subject,
            .details = change.opened->details};
  }
  ErrandOutcome run(const DueErrand& errand) { return connector.run({&errand, 1}).at(0); }
  void consent(int count = 1) {
    fake.control("POST", "consent",
                 Document::object(
                     {{"openid", "o-li"}, {"template_id", "template-quote"}, {"count", count}}));
  }
  Document::Elements messages() {
    return *fake.control("GET", "state").find("messages")->elements();
  }
  void check_unsent(const ErrandOutcome& outcome, const std::string& code) {
    const auto& unsent = recorded<RecordNoticeUnsent>(outcome);
    CHECK(unsent.notice.text() == "n1");
    CHECK(unsent.errand.text() == "C1.0");
    CHECK(unsent.channel.text() == "wechat");
    CHECK(unsent.code.text() == code);
  }

  fettle::test::Fake fake{"mini_program"};
  fettle::test::TestClock clock{*parse_moment("2026-11-20T04:00:00Z")};
  web::CurlWeb web{{}};
  Senders senders;
  NoticeConnector connector{senders};
};

}  // namespace

TEST_CASE("a notice becomes one message in its template's words, a long text cut") {
  Bench bench;
  bench.consent();
  const auto outcome = bench.run(bench.errand("一二三四五六七八九十一二三四五六七八九十又"));
  const auto& sent = recorded<RecordNoticeSent>(outcome);
  CHECK(sent.notice.text() == "n1");
  CHECK(sent.errand.text() == "C1.0");
  CHECK(sent.channel.text() == "wechat");
  CHECK(sent.message.text().starts_with("17000000000"));
  const auto messages = bench.messages();
  REQUIRE(messages.size() == 1);
  const auto& message = messages.front();
  CHECK(*message.find("template_id")->text() == "template-quote");
  CHECK(*message.find("openid")->text() == "o-li");
  CHECK(*message.find("page")->text() == "pages/order");
  CHECK(*message.find("data")->text() ==
        R"({"character_string1": {"value": "A17"}, )"
        R"("thing2": {"value": "一二三四五六七八九十一二三四五六七八九十"}})");
}

TEST_CASE("a notice without a template, a known reader or a connected tenant is no errand") {
  Bench bench;
  const Personal li{PersonId("c1"), "o-li"};
  CHECK(bench.fold("QUOTE_READY", li).opened);
  CHECK_FALSE(bench.fold("FINISHED", li).opened);
  CHECK_FALSE(bench.fold("QUOTE_READY", {}).opened);
  CHECK_FALSE(bench.fold("QUOTE_READY", Personal{PersonId("c1"), {}}).opened);  // erased
  CHECK_FALSE(bench.fold("QUOTE_READY", li, "报价已出", "other").opened);
  CHECK(bench.connector.wants("NoticeCreated"));
  CHECK_FALSE(bench.connector.wants("NoticeRead"));
}

TEST_CASE("a message that may have gone is not sent again") {
  Bench bench;
  bench.consent(9);
  auto unclear = bench.errand();
  unclear.unclear = true;
  bench.check_unsent(bench.run(unclear), "outcome_unknown");
  CHECK(bench.messages().empty());
  for (const bool after : {false, true}) {
    CAPTURE(after);
    bench.fake.control(
        "POST", "faults",
        Document::object({{"match", "POST /cgi-bin/message"}, {"kind", "cut"}, {"after", after}}));
    bench.check_unsent(bench.run(bench.errand()), "outcome_unknown");
    CHECK(bench.messages().size() == (after ? 1 : 0));
  }
}

TEST_CASE("a refused message is recorded, and a bad day is tried again") {
  Bench bench;
  bench.check_unsent(bench.run(bench.errand()), "wechat_subscription_used_up");
  bench.fake.control(
      "POST", "answer",
      Document::object({{"path", "/cgi-bin/message/subscribe/send"}, {"errcode", 45009}}));
  const auto quota = failed(bench.run(bench.errand()));
  CHECK(quota.kind == Kind::retry);
  CHECK(quota.code == "wechat_quota_used_up");
  bench.fake.kill();
  CHECK(failed(bench.run(bench.errand())).kind == Kind::unreachable);
  bench.fake.start();
  bench.consent();
  const auto at_last = bench.run(bench.errand());
  recorded<RecordNoticeSent>(at_last);
  CHECK(bench.messages().size() == 1);
}

TEST_CASE(
    "a secret or an address that WeChat does not take is a person's matter, not the notice's") {
  Bench bench;
  bench.consent();
  for (const auto& [errcode, code] : {std::pair(40125, "wechat_settings_wrong"),
                                      std::pair(40164, "wechat_address_not_allowed")}) {
    bench.fake.control("POST", "answer",
                       Document::object({{"path", "/cgi-bin/stable_token"}, {"errcode", errcode}}));
    const auto refused = failed(bench.run(bench.errand()));
    CHECK(refused.kind == Kind::refused);
    CHECK(refused.code == code);
  }
  const auto mended = bench.run(bench.errand());
  recorded<RecordNoticeSent>(mended);
}

TEST_CASE("a template is an id and its fields, or a fault that names the wrong word") {
  const auto shape = parse_template("  id-1  thing1=text character_string2=short_number ");
  REQUIRE(shape);
  CHECK(shape->id == "id-1");
  REQUIRE(shape->fields.size() == 2);
  CHECK(shape->fields[0] == std::pair<std::string, std::string>("thing1", "text"));
  for (const auto* wrong :
       {"", "id-1", "thing1=text", "id-1 thing1=price", "id-1 thing1=text two"}) {
    CAPTURE(wrong);
    const auto refused = parse_template(wrong);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "message_template_malformed");
  }
}
