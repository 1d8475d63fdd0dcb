// What the customer is told without asking.
#include <doctest/doctest.h>

#include "test/journey/support/notices.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

TEST_CASE("[AR-18:part] quote, to-pay and finished give one notice each, which can be read") {
  WorkOrder order(shop());
  order.to("QUOTED");
  notices_of(order.customer, 1);
  order.to("READY_TO_PAY");
  notices_of(order.customer, 2);
  order.to("CLOSED");
  const auto notices = notices_of(order.customer, 3);
  REQUIRE(notices.size() == 3);
  const std::vector<std::string> moments{"FINISHED", "TO_PAY", "QUOTE_READY"};
  const std::vector<std::string> words{"完工", "待支付", "报价"};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& notice = notices.at(i);
    CHECK(notice.at("moment") == moments[i]);
    CHECK(notice.at("order_id") == order.id);
    CHECK(notice.at("text").get<std::string>().find(words[i]) != std::string::npos);
    CHECK(notice.at("text").get<std::string>().find(order.short_number()) != std::string::npos);
    CHECK(notice.at("unread") == true);
    CHECK(!notice.at("created_at").get<std::string>().empty());
  }
  const auto path = "/mp/notices/" + notices.at(0).at("id").get<std::string>() + "/read";
  CHECK(shop().customer().post(path).status == 404);
  CHECK(order.customer.post(path).accepted());
  CHECK(order.customer.list("/mp/notices?unread=true").size() == 2);
  CHECK(order.customer.list("/mp/notices").at(0).at("unread") == false);
  CHECK(shop().customer().list("/mp/notices").empty());
}

TEST_CASE("[AR-18:part] a restart tells nobody twice") {
  WorkOrder order(shop());
  order.to("QUOTED");
  REQUIRE(notices_of(order.customer, 1).size() == 1);
  shop().served().restart();
  order.to("READY_TO_PAY");
  CHECK(notices_of(order.customer, 2).size() == 2);
}

TEST_CASE(
    "[AR-18:part] [AR-40:part] a quote that waits for the manager is told when he allows it") {
  WorkOrder waiting(shop(), shop().careful), marker(shop());
  waiting.to("DIAGNOSING").quote(threshold_fen);
  // Notices are written in the order of their causes: when the later one is there, the earlier
  // would be too.
  marker.to("QUOTED");
  REQUIRE(notices_of(marker.customer, 1).size() == 1);
  CHECK(waiting.customer.list("/mp/notices").empty());
  waiting.approve();
  CHECK(notices_of(waiting.customer, 1).at(0).at("moment") == "QUOTE_READY");
}
