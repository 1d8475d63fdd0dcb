// What the customer is told by WeChat: messages that he allowed, each sent once.
#include <doctest/doctest.h>

#include "core/utf8.hpp"
#include "test/journey/support/dead_errands.hpp"
#include "test/journey/support/notices.hpp"
#include "test/journey/support/outside.hpp"

using namespace fettle::journey;

namespace {

constexpr std::size_t thing_characters_max = 20;

// A customer with an order, and what WeChat has sent to him.
struct Told {
  explicit Told(const std::string& name)
      : customer(outside().customer(name)),
        order(outside().shop(), customer, outside().shop().vehicle_of(customer),
              outside().shop().store) {
    order.shown();
    openid = outside().served().database().value("SELECT openid FROM auto.users WHERE id = '" +
                                                 customer.account() + "'");
  }

  void allows(const std::string& template_id, int count = 1) const {
    outside().mini_control("consent",
                           {{"openid", openid}, {"template_id", template_id}, {"count", count}});
  }
  Json messages() const {
    Json his = Json::array();
    for (const auto& message : outside().mini_state("messages")) {
      if (message.at("openid") == openid) his.push_back(message);
    }
    return his;
  }
  bool got(std::size_t count) const {
    return becomes_true([&] { return messages().size() == count; });
  }
  // The newest notice, once this member of it is known.
  Json notice_with(const std::string& member) const {
    Json newest;
    becomes_true([&] {
      newest = notices_of(customer, 1).at(0);
      return !newest.at(member).is_null();
    });
    return newest;
  }

  Caller customer;
  WorkOrder order;
  std::string openid;
};

Json values_of(const WorkOrder& order, const std::string& text) {
  const std::string thing(fettle::utf8_first(text, thing_characters_max));
  return {{"character_string1", {{"value", order.short_number()}}}, {"thing2", {{"value", thing}}}};
}

}  // namespace

TEST_CASE("[AR-18:part] each of the three moments goes out as one message of its template") {
  Told li("told");
  const std::vector<std::pair<std::string, std::string>> moments{
      {"QUOTED", "template-quote"}, {"READY_TO_PAY", "template-pay"}, {"CLOSED", "template-done"}};
  for (std::size_t i = 0; i < moments.size(); ++i) {
    const auto& [state, template_id] = moments[i];
    CAPTURE(state);
    li.allows(template_id, 2);
    li.order.to(state);
    REQUIRE(li.got(i + 1));
    const auto notice = notices_of(li.customer, i + 1).at(0);
    const auto message = li.messages().at(i);
    CHECK(message.at("template_id") == template_id);
    CHECK(Json::parse(message.at("data").get<std::string>()) ==
          values_of(li.order, notice.at("text")));
    CHECK(li.notice_with("sent_by").at("sent_by") == "wechat");
    // The next one needs another token; another by force is had only once in a while.
    if (i + 1 < moments.size()) outside().mini_control("spoil", {{"ended", i == 0}});
  }
  CHECK(li.messages().size() == 3);
}

TEST_CASE("a message whose answer is lost is not sent again, and its notice says so") {
  Told wu("lost");
  wu.allows("template-quote", 5);
  wu.allows("template-pay");
  outside().mini_control(
      "faults",
      {{"match", "POST /cgi-bin/message/subscribe/send"}, {"kind", "cut"}, {"after", true}});
  wu.order.to("QUOTED");
  const auto notice = wu.notice_with("unsent_code");
  CHECK(notice.at("unsent_code") == "outcome_unknown");
  CHECK(notice.at("sent_by").is_null());
  wu.order.to("READY_TO_PAY");
  REQUIRE(wu.got(2));
  CHECK(wu.messages().at(0).at("template_id") == "template-quote");
  CHECK(wu.messages().at(1).at("template_id") == "template-pay");
}

TEST_CASE("the retry plan of messages is a setting; after it a message waits for a person") {
  OutsideShop alone(Settings{{"connectors.mini_program_retry", "1"}});
  const auto customer = alone.customer("plan");
  WorkOrder order(alone.shop(), customer, alone.shop().vehicle_of(customer), alone.shop().store);
  constexpr int quota_used_up = 45009;
  alone.mini_control(
      "answer",
      {{"path", "/cgi-bin/message/subscribe/send"}, {"errcode", quota_used_up}, {"times", 100}});
  order.to("QUOTED");
  const auto notice = notices_of(customer, 1).at(0);
  const auto subject = "notice/" + notice.at("id").get<std::string>();
  dead_errand_of(alone.shop(), subject);
  const auto errands = alone.shop().manager.list("/admin/errands?subject=" + subject);
  REQUIRE(errands.size() == 1);
  CHECK(errands.at(0).at("tries") == 2);  // the plan has one pause
  CHECK(errands.at(0).at("last_code") == "wechat_quota_used_up");
}

TEST_CASE("a customer who allowed no message gets none, and his order goes on") {
  Told hong("unasked");
  hong.order.to("QUOTED");
  CHECK(hong.notice_with("unsent_code").at("unsent_code") == "wechat_subscription_used_up");
  CHECK(hong.messages().empty());
  hong.order.to("READY_TO_PAY");
}
