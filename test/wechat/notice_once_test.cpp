// A message costs the customer a consent: one that may have gone out is not sent again.
#include <doctest/doctest.h>

#include "adapters/web/curl_web.hpp"
#include "adapters/wechat/notice_connector.hpp"
#include "schemas/notice/commands.hpp"
#include "schemas/notice/events.hpp"
#include "schemas/registration.hpp"
#include "test/support/fake.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;
using namespace fettle::wechat;
using json::Document;

namespace {

const TenantId demo("demo");

struct Sending {
  Sending() {
    Sender sender;
    sender.program = *MiniProgram::open(
        {"wx8888888888888888", "a-secret-of-the-mini-program", fake.url()}, web, clock);
    sender.templates.emplace("TO_PAY", *parse_template("template-done thing1=text"));
    senders.emplace(demo.text(), std::move(sender));
    fake.control(
        "POST", "consent",
        Document::object({{"openid", "o-li"}, {"template_id", "template-done"}, {"count", 9}}));
  }
  ErrandOutcome run() {
    Envelope envelope;
    envelope.tenant = demo.text();
    envelope.id = "N1";
    const NoticeCreated notice{.customer = CustomerId("li"),
                               .job = JobId("J1"),
                               .short_number = "A0001",
                               .moment = "TO_PAY",
                               .text = "待支付",
                               .openid = Personal{PersonId("li"), "o-li"}};
    const auto change = connector.fold(
        envelope, {&event_type<NoticeCreated>(), std::make_shared<const NoticeCreated>(notice)});
    REQUIRE(change.opened);
    const DueErrand due{.id = "commit.0",
                        .tenant = demo,
                        .action = change.opened->action,
                        .subject = change.opened->subject,
                        .details = change.opened->details};
    return connector.run({&due, 1}).front();
  }
  void fault(const std::string& path, const std::string& kind) {
    fake.control("POST", "faults",
                 Document::object({{"match", "POST " + path}, {"kind", kind}, {"after", true}}));
  }
  std::size_t arrived() {
    return fake.control("GET", "state").find("messages")->elements()->size();
  }

  fettle::test::Fake fake{"mini_program"};
  fettle::test::TestClock clock{*parse_moment("2026-11-20T04:00:00Z")};
  web::CurlWeb web{{}};
  Senders senders;
  NoticeConnector connector{senders};
};

// The command that was recorded, or the failure that is tried again.
std::string told(const ErrandOutcome& outcome) {
  if (const auto* failure = std::get_if<ErrandFailure>(&outcome)) return failure->code;
  const auto& result = std::get<ErrandResult>(outcome);
  if (result.name != "RecordNoticeUnsent") return std::string(result.name);
  return static_cast<const RecordNoticeUnsent*>(result.command.get())->code.text();
}

}  // namespace

TEST_CASE("a message that may have gone out is not sent again, whatever came back") {
  Sending sending;
  std::size_t sent = 0;
  for (const std::string kind : {"cut", "half", "html", "error"}) {
    CAPTURE(kind);
    sending.fault("/cgi-bin/message", kind);
    CHECK(told(sending.run()) == "outcome_unknown");
    CHECK(sending.arrived() == ++sent);
  }
}

TEST_CASE("a message that waits for its token was not sent, and is tried again") {
  Sending sending;
  for (const auto& [kind, code] :
       {std::pair("html", "wechat_reply_unreadable"), std::pair("cut", "reply_missing")}) {
    sending.fault("/cgi-bin/stable_token", kind);
    CHECK(told(sending.run()) == code);
  }
  CHECK(told(sending.run()) == "RecordNoticeSent");
  CHECK(sending.arrived() == 1);
}
