// What the command line exports beside the running product: the events behind the answers.
#include <doctest/doctest.h>

#include "test/journey/support/exported.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

std::vector<Json> exported(const std::string& aggregate) {
  return journey::exported(shop().served(), aggregate);
}

}  // namespace

TEST_CASE("[AR-03:part] an answered command's event is on the log, with who, when and trace") {
  WorkOrder order(shop());
  const std::string trace = "0af7651916cd43dd8448eb211c80319c";
  const auto answer =
      order.post(order.technician, "/tech/work-orders/{work_order}/accept", {{"bay", "b1"}},
                 {{"traceparent", "00-" + trace + "-b7ad6b7169203331-01"}});
  REQUIRE(answer.accepted());
  const auto events = exported("job/" + order.id);
  CHECK(types_of(events) == std::vector<std::string>{"JobOpened", "JobAssigned", "JobMoved"});
  const auto& moved = events.back();
  CHECK(moved.at("subject") == "job/" + order.id);
  CHECK(moved.at("actor") == order.technician.account());
  CHECK(moved.at("time").get<std::string>().ends_with("Z"));
  CHECK(moved.at("traceparent").get<std::string>().find(trace) != std::string::npos);
  CHECK(moved.at("data").at("to") == "ACCEPTED");
}

TEST_CASE("refused commands leave nothing on the log of the order") {
  WorkOrder order(shop());
  order.to("QUOTED");
  const auto before = exported("job/" + order.id).size();
  order.post(order.customer, "/mp/work-orders/{work_order}/confirm-quote", {{"quote_version", 9}});
  order.post(shop().customer(), "/mp/work-orders/{work_order}/cancel", {{"reason", "no"}});
  order.post(order.technician, "/tech/work-orders/{work_order}/start-repair");
  order.post(order.technician, "/admin/work-orders/{work_order}/quotes", quote_of(1));
  order.post(shop().front_desk, "/admin/work-orders/{work_order}/quotes", {{"total", 5}});
  CHECK(exported("job/" + order.id).size() == before);
}

TEST_CASE("a customer's words are sealed on the log") {
  WorkOrder order(shop());
  for (const auto& event : exported("job/" + order.id)) {
    CHECK(event.dump().find("刹车异响") == std::string::npos);
  }
}
