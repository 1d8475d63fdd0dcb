// The notices of AR-18: which events open one, that one cause gives one, and who reads it.
#include "commands/process_managers/notices.hpp"

#include "schemas/audit/commands.hpp"
#include "schemas/audit/events.hpp"
#include "test/domain/shop.hpp"

namespace fettle::test {
namespace {

const Actor engine{"order_notices", "engine", "engine"};

// Feeds the whole history to the process manager and carries out what it wants, as its loop does.
std::vector<NoticeCreated> notices_of(Shop& shop) {
  OrderNotices manager;
  std::map<std::string, OpenItem> open;
  std::uint32_t index = 0;
  const auto history = shop.history();
  for (const auto& decided : history) {
    if (!manager.wants(decided.event.type->name)) continue;
    Envelope envelope;
    envelope.commit = "c";
    envelope.index = index++;
    envelope.id = decided.id;
    auto change = manager.fold(envelope, decided.event);
    if (change.opened) open.emplace(change.opened->id, *change.opened);
    if (change.closed) open.erase(*change.closed);
  }
  std::vector<NoticeCreated> created;
  for (const auto& [id, item] : open) {
    const auto outcome = shop.carry_out(engine, *item.type, item.command.get());
    created.push_back(outcome.event<NoticeCreated>());
    shop.carry_out(engine, *item.type, item.command.get()).then({});
    Envelope envelope;
    envelope.id = id;
    const auto& last = outcome.decision().events.back().event;
    CHECK(manager.fold(envelope, last).closed == id);
  }
  return created;
}

}  // namespace

TEST_CASE("a quote, a finished repair and a payment each give the owner one notice") {
  Shop shop;
  shop.order_in("CLOSED");
  const auto created = notices_of(shop);
  REQUIRE(created.size() == 3);
  CHECK(created[0].moment == "QUOTE_READY");
  CHECK(created[1].moment == "TO_PAY");
  CHECK(created[2].moment == "FINISHED");
  for (const auto& notice : created) {
    CHECK(notice.customer == CustomerId("li"));
    CHECK(notice.text.find("A0001") != std::string::npos);
  }
}

TEST_CASE("a quote that waits for the manager is told of when it is approved") {
  Shop shop;
  shop.given(boss, PutSetting{SettingName::quote_approval_threshold, std::nullopt, 1});
  const auto id = shop.order_in("QUOTED");
  CHECK(notices_of(shop).empty());
  shop.given(boss, ApproveQuote{id, v1});
  CHECK(notices_of(shop).size() == 1);
}

TEST_CASE("a notice is marked read by its customer, once") {
  Shop shop;
  shop.order_in("QUOTED");
  notices_of(shop);
  const auto& created = shop.history().back();
  const MarkNoticeRead read{NoticeId(created.id)};
  shop.when(chen, read).rejected(Refusal::not_found, "notice_unknown");
  shop.when(li, read).then({"NoticeRead"});
  shop.when(li, read).then({});
}

TEST_CASE("a denial is kept apart from what it was about") {
  Shop shop;
  const auto kept = shop.when(
      engine, RecordDenial{Text<1, 64>("wang"), Text<0, 32>("technician"), Text<0, 32>("admin"),
                           Text<1, 200>("IssueQuote"), Text<0, 64>("c9"),
                           Text<1, 64>("role_denied"), Whole<1, 1'000'000'000>(1)});
  kept.then({"CommandDenied"});
  CHECK(kept.decision().events[0].aggregate->name == "audit");
}

}  // namespace fettle::test
