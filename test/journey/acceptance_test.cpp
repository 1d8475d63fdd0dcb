// Who takes an order, and where it is shown before.
#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

const std::string tech_accept = "/tech/work-orders/{work_order}/accept";
const std::string admin_accept = "/admin/work-orders/{work_order}/accept";

bool has(const Json& orders, const std::string& id) {
  return std::ranges::any_of(orders, [&](const Json& row) { return row.at("id") == id; });
}

std::string label_of(WorkOrder& order) {
  std::string last;
  const auto shown = accepted(order.customer.get(order.path("/mp/work-orders/{work_order}"))).body;
  for (const auto& step : shown.at("steps")) {
    if (!step.at("at").is_null()) last = step.at("label");
  }
  return last;
}

}  // namespace

TEST_CASE("[AR-26] the first of many parallel accepts wins, the others come too late") {
  WorkOrder order(shop());
  std::vector<Caller> technicians;
  for (int i = 0; i < 10; ++i) technicians.push_back(shop().technician());
  std::vector<Answer> answers(technicians.size() * 2);
  {
    std::vector<std::jthread> all;
    for (std::size_t i = 0; i < technicians.size(); ++i) {
      all.emplace_back([&, i] {
        answers[2 * i] = technicians[i].post(order.path(tech_accept), {{"bay", "b1"}});
      });
      all.emplace_back([&, i] {
        answers[2 * i + 1] = shop().front_desk.post(
            order.path(admin_accept), {{"technician", technicians[i].account()}, {"bay", "b2"}});
      });
    }
  }
  CHECK(std::ranges::count_if(answers, &Answer::accepted) == 1);
  for (const auto& answer : answers) {
    if (answer.accepted()) continue;
    CHECK(answer.status == 409);
    CHECK(answer.code() == "already_taken");
    CHECK(answer.detail().find("taken") != std::string::npos);
  }
  const auto winner = std::ranges::find_if(answers, &Answer::accepted) - answers.begin();
  const auto shown = order.shown();
  CHECK(shown.at("status") == "ACCEPTED");
  CHECK(shown.at("technician_id") == technicians[static_cast<std::size_t>(winner) / 2].account());
  CHECK(shown.at("bay_id") == (winner % 2 == 0 ? "b1" : "b2"));
}

TEST_CASE("[AR-26] front desk and technician accept, and the owner sees 已接单") {
  WorkOrder by_technician(shop()), by_desk(shop());
  CHECK(label_of(by_technician) == "已提交");
  by_technician.done(by_technician.technician, tech_accept, {{"bay", "b2"}});
  CHECK(by_technician.shown().at("technician_id") == by_technician.technician.account());
  CHECK(by_technician.shown().at("bay_id") == "b2");
  CHECK(label_of(by_technician) == "已接单");
  by_desk.done(shop().front_desk, admin_accept,
               {{"technician", by_desk.technician.account()}, {"bay", "b1"}});
  CHECK(by_desk.shown().at("technician_id") == by_desk.technician.account());
  CHECK(label_of(by_desk) == "已接单");
}

TEST_CASE("[AR-26] an accept names a technician and a bay that are there") {
  WorkOrder order(shop());
  const auto field_of = [&](const Json& body, const std::string& field) {
    const auto answer = order.post(shop().front_desk, admin_accept, body);
    CHECK(answer.status == 422);
    return answer.field_code(field);
  };
  const auto somebody = order.technician.account();
  CHECK(field_of({{"bay", "b1"}}, "technician") == "field_missing");
  CHECK(field_of({{"technician", somebody}}, "bay") == "field_missing");
  CHECK(field_of({{"technician", "nobody"}, {"bay", "b1"}}, "technician") == "technician_unknown");
  CHECK(field_of({{"technician", somebody}, {"bay", "b7"}}, "bay") == "bay_unknown");
  const auto elsewhere = shop().technician(shop().careful).account();
  CHECK(field_of({{"technician", elsewhere}, {"bay", "b1"}}, "technician") ==
        "technician_elsewhere");
  CHECK(order.shown().at("status") == "SUBMITTED");
}

TEST_CASE("[AR-25:part] the pool is filtered by store, bay and skill, alone and together") {
  const auto customer = shop().customer();
  const auto vehicle = shop().vehicle_of(customer);
  const auto submit = [&](const std::string& store, const std::string& skill) {
    return accepted(customer.post("/mp/work-orders", {{"description", "变速箱顿挫"},
                                                      {"vehicle", vehicle},
                                                      {"store", store},
                                                      {"skill", skill}}))
        .id();
  };
  const auto engine_west = submit(shop().store, "engine");
  const auto gearbox_west = submit(shop().store, "gearbox");
  const auto engine_careful = submit(shop().careful, "engine");
  const auto anywhere = shop().technician(), west = shop().technician(shop().store);
  const auto pool = [](const Caller& by, const std::string& query) {
    return by.list("/tech/pool?" + query);
  };
  const auto all = pool(anywhere, "");
  for (const auto& id : {engine_west, gearbox_west, engine_careful}) CHECK(has(all, id));
  const auto by_store = pool(anywhere, "store=" + shop().careful);
  CHECK(has(by_store, engine_careful));
  CHECK(!has(by_store, engine_west));
  const auto by_skill = pool(anywhere, "skill=engine");
  CHECK(has(by_skill, engine_west));
  CHECK(!has(by_skill, gearbox_west));
  const auto both = pool(anywhere, "skill=engine&store=" + shop().store);
  CHECK(has(both, engine_west));
  CHECK(!has(both, engine_careful));
  CHECK(!has(both, gearbox_west));
  CHECK(!has(pool(west, ""), engine_careful));
  accepted(anywhere.post("/tech/work-orders/" + engine_west + "/accept", {{"bay", "b1"}}));
  CHECK(!has(pool(anywhere, "skill=engine"), engine_west));
  CHECK(customer.get("/tech/pool").status == 403);
}
