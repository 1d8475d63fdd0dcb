// What the management reads of a day.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/moment.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

// A store of this test alone, so that no other test's orders are counted.
std::string new_store() {
  const auto id = shop().served().fresh("store");
  accepted(shop().manager.post(
      "/admin/stores",
      {{"id", id}, {"name", "报表店"}, {"bays", Json::array({{{"id", "b1"}, {"name", "一号"}}})}}));
  return id;
}

// Per state reached: the orders of the store that were ever in it, from the owner's own timelines.
std::int64_t ever_in(const std::vector<WorkOrder>& orders, const std::string& state) {
  return std::ranges::count_if(orders, [&](const WorkOrder& order) {
    const auto timeline = order.shown().at("timeline");
    return std::ranges::any_of(timeline,
                               [&](const Json& row) { return row.at("to_state") == state; });
  });
}

// The report's path for the days on which these orders came in.
std::string report_path(const std::string& name, const std::string& store,
                        const std::vector<WorkOrder>& orders) {
  const auto day = [](const WorkOrder& order) {
    return order.shown().at("submitted_at").get<std::string>().substr(0, 10);
  };
  return "/admin/reports/" + name + "?store=" + store + "&from=" + day(orders.front()) +
         "&to=" + day(orders.back());
}

double seconds_between(const Json& order, const std::string& from, const std::string& to) {
  const auto moment = [&](const std::string& name) {
    return fettle::parse_moment(order.at(name).get<std::string>()).value();
  };
  return std::chrono::duration<double>(moment(to) - moment(from)).count();
}

struct Measured {
  double mean, median, p95;
};

// By hand: of five sorted values the third, and what lies four fifths between the last two.
Measured measured(std::vector<double> five) {
  std::ranges::sort(five);
  double sum = 0;
  for (const auto one : five) sum += one;
  return {sum / 5, five[2], five[3] + (five[4] - five[3]) * 0.8};
}

}  // namespace

TEST_CASE("[AR-90:part] the funnel of a store equals a count of its orders' histories") {
  const auto store = new_store();
  std::vector<WorkOrder> orders;
  for (const auto& state : {"SUBMITTED", "ACCEPTED", "QUOTED", "QUOTED", "REPAIRING", "CLOSED",
                            "PAID", "READY_TO_PAY"}) {
    orders.emplace_back(shop(), store);
    orders.back().to(state);
  }
  const auto report = accepted(shop().manager.get(report_path("funnel", store, orders))).body;
  const std::vector<std::pair<std::string, std::string>> steps{
      {"submitted", "SUBMITTED"},          {"accepted", "ACCEPTED"},     {"quoted", "QUOTED"},
      {"confirmed", "CUSTOMER_CONFIRMED"}, {"finished", "READY_TO_PAY"}, {"paid", "PAID"}};
  for (const auto& [step, state] : steps) {
    CAPTURE(step);
    CHECK(report.at(step) == ever_in(orders, state));
  }
  CHECK(report.at("submitted") == 8);
  CHECK(report.at("paid") == 2);
}

TEST_CASE("[AR-91:part] durations are mean, median and 95th percentile of the events' times") {
  const auto store = new_store();
  std::vector<WorkOrder> orders;
  for (int i = 0; i < 5; ++i) {
    orders.emplace_back(shop(), store);
    orders.back().to("PAID");
  }
  struct Span {
    std::string name, from, to;
  };
  const std::vector<Span> spans{{"accept", "submitted_at", "accepted_at"},
                                {"diagnose", "diagnosing_at", "quoted_at"},
                                {"repair", "repairing_at", "ready_to_pay_at"},
                                {"wait_for_payment", "ready_to_pay_at", "paid_at"}};
  const auto body = accepted(shop().manager.get(report_path("durations", store, orders))).body;
  for (const auto& span : spans) {
    CAPTURE(span.name);
    std::vector<double> seconds;
    for (const auto& order : orders) {
      seconds.push_back(seconds_between(order.shown(), span.from, span.to));
    }
    const auto expected = measured(seconds);
    const auto& shown = body.at(span.name);
    CHECK(shown.at("orders") == 5);
    CHECK(shown.at("mean_seconds") == static_cast<int>(expected.mean));
    CHECK(shown.at("median_seconds") == static_cast<int>(expected.median));
    CHECK(shown.at("p95_seconds") == static_cast<int>(expected.p95));
  }
}
