// From the customer's wish to the order he sees.
#include <doctest/doctest.h>

#include <set>

#include "test/journey/support/exported.hpp"
#include "test/journey/support/uploads.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

struct Wish {
  Caller customer = shop().customer();
  std::string vehicle = shop().vehicle_of(customer);
  Json body{{"description", "冷车启动抖动，仪表亮故障灯"},
            {"vehicle", vehicle},
            {"store", shop().store},
            {"media", Json::array({upload(customer, "image/jpeg"), upload(customer)})},
            {"appointment", "2036-11-20T08:00:00.000000Z"}};

  Answer send() const { return customer.post("/mp/work-orders", body); }
};

std::set<std::string> ids(const Json& orders) {
  std::set<std::string> found;
  for (const auto& order : orders) found.insert(order.at("id").get<std::string>());
  return found;
}

// The seven steps of the owner's timeline, with what stands behind those that were reached.
std::vector<std::string> reached(const Json& order) {
  std::vector<std::string> labels;
  for (const auto& step : order.at("steps")) {
    if (!step.at("at").is_null()) labels.push_back(step.at("label"));
  }
  return labels;
}

}  // namespace

TEST_CASE("[AR-14] a wish becomes a submitted order, on the log and in the rows") {
  const Wish wish;
  const auto created = wish.send();
  REQUIRE(created.status == 201);
  CHECK(created.body.at("state") == "SUBMITTED");
  CHECK(!created.body.at("short_number").get<std::string>().empty());

  const auto events = exported(shop().served(), "job/" + created.id());
  REQUIRE(types_of(events) == std::vector<std::string>{"JobOpened"});
  const auto& opened = events.front().at("data");
  CHECK(events.front().at("actor") == wish.customer.account());
  CHECK(opened.at("state") == "SUBMITTED");
  CHECK(opened.at("short_number") == created.body.at("short_number"));
  CHECK(opened.at("media") == wish.body.at("media"));
  CHECK(opened.at("appointment") == wish.body.at("appointment"));

  const auto shown = accepted(wish.customer.get("/mp/work-orders/" + created.id())).body;
  CHECK(shown.at("id") == created.id());
  CHECK(shown.at("short_number") == created.body.at("short_number"));
  CHECK(shown.at("status") == "SUBMITTED");
  for (const auto& field : {"description", "media", "appointment"}) {
    CHECK(shown.at(field) == wish.body.at(field));
  }
  CHECK(shown.at("vehicle_id") == wish.vehicle);
  CHECK(shown.at("store_id") == shop().store);
  std::set<std::string> kinds;
  for (const auto& medium : shown.at("media_objects")) {
    kinds.insert(medium.at("content_type").get<std::string>());
  }
  CHECK(kinds == std::set<std::string>{"image/jpeg", "video/mp4"});
}

TEST_CASE("[AR-14] what is missing, foreign or unknown is refused by field, and leaves nothing") {
  const Wish good;
  const auto code_of = [&](const std::string& field, const Json& value) {
    auto wish = good;
    if (value.is_null()) {
      wish.body.erase(field);
    } else {
      wish.body[field] = value;
    }
    const auto answer = wish.send();
    CHECK(answer.status == 422);
    return answer.field_code(field);
  };
  CHECK(code_of("description", nullptr) == "field_missing");
  CHECK(!code_of("description", "").empty());
  CHECK(code_of("vehicle", nullptr) == "field_missing");
  CHECK(code_of("vehicle", shop().vehicle_of(shop().customer())) == "vehicle_unknown");
  CHECK(code_of("vehicle", "no-such-car") == "vehicle_unknown");
  CHECK(code_of("store", nullptr) == "field_missing");
  CHECK(code_of("store", "nowhere") == "store_unknown");
  CHECK(code_of("appointment", "2001-01-01T00:00:00Z") == "appointment_past");
  CHECK(!code_of("appointment", "明天上午").empty());
  auto wish = good;
  wish.body["media"] = Json::array({upload(shop().customer())});
  CHECK(wish.send().field_code("media.0") == "media_unknown");
  CHECK(good.customer.list("/mp/work-orders").empty());
}

TEST_CASE("[AR-15:part] the owner sees the seven labels with the moments they were reached") {
  const std::vector<std::string> labels{"已提交", "已接单", "诊断",  "报价",
                                        "维修中", "待支付", "已完成"};
  const std::map<std::string, std::size_t> shown_by{{"SUBMITTED", 1},
                                                    {"ACCEPTED", 2},
                                                    {"DIAGNOSING", 3},
                                                    {"QUOTED", 4},
                                                    {"CUSTOMER_CONFIRMED", 4},
                                                    {"REPAIRING", 5},
                                                    {"READY_TO_PAY", 6},
                                                    {"PAID", 7},
                                                    {"CLOSED", 7}};
  WorkOrder order(shop());
  for (const auto& state : all_states) {
    if (state == "CANCELED") continue;
    CAPTURE(state);
    order.to(state);
    const auto body = accepted(order.customer.get(order.path("/mp/work-orders/{work_order}"))).body;
    std::vector<std::string> all;
    for (const auto& step : body.at("steps")) all.push_back(step.at("label"));
    CHECK(all == labels);
    const auto count = static_cast<std::ptrdiff_t>(shown_by.at(state));
    CHECK(reached(body) == std::vector<std::string>(labels.begin(), labels.begin() + count));
  }
}

TEST_CASE("[AR-17] the owner's list splits open and final orders and shows only his own") {
  const auto customer = shop().customer(), other = shop().customer();
  const auto vehicle = shop().vehicle_of(customer), second = shop().vehicle_of(customer);
  WorkOrder open(shop(), customer, vehicle, shop().store);
  WorkOrder begun(shop(), customer, vehicle, shop().careful);
  WorkOrder closed(shop(), customer, second, shop().store);
  WorkOrder given_up(shop(), customer, vehicle, shop().store);
  WorkOrder foreign(shop(), other, shop().vehicle_of(other), shop().store);
  begun.to("ACCEPTED");
  closed.to("CLOSED");
  given_up.to("CANCELED");

  const auto list = [&](const std::string& query) {
    return ids(customer.list("/mp/work-orders?" + query));
  };
  using Ids = std::set<std::string>;
  CHECK(list("phase=open") == Ids{open.id, begun.id});
  CHECK(list("phase=history") == Ids{closed.id, given_up.id});
  CHECK(list("") == Ids{open.id, begun.id, closed.id, given_up.id});
  CHECK(list("state=CANCELED") == Ids{given_up.id});
  CHECK(list("vehicle=" + second) == Ids{closed.id});
  CHECK(list("store=" + shop().careful) == Ids{begun.id});
  CHECK(list("phase=open&store=" + shop().store) == Ids{open.id});
  CHECK(ids(other.list("/mp/work-orders")) == Ids{foreign.id});
  CHECK(other.get(open.path("/mp/work-orders/{work_order}")).status == 404);

  const auto moment = closed.shown().at("submitted_at").get<std::string>();
  CHECK(list("from=" + moment) == Ids{closed.id, given_up.id});
  CHECK(list("until=" + moment) == Ids{open.id, begun.id});
}

TEST_CASE("[AR-17] pages of the owner's list neither repeat nor miss an order") {
  const auto customer = shop().customer();
  const auto vehicle = shop().vehicle_of(customer);
  std::vector<std::string> made;
  for (int i = 0; i < 7; ++i) {
    made.insert(made.begin(), WorkOrder(shop(), customer, vehicle, shop().store).id);
  }
  const auto first = accepted(customer.get("/mp/work-orders?limit=3")).body;
  REQUIRE(first.at("items").size() == 3);
  // Between two pages another order comes in, at the front, and the pages behind stay as they are.
  const WorkOrder late(shop(), customer, vehicle, shop().store);
  std::vector<std::string> seen;
  for (const auto& row : first.at("items")) seen.push_back(row.at("id"));
  const auto next = "/mp/work-orders?limit=3&cursor=" + first.at("next").get<std::string>();
  const auto second = accepted(customer.get(next)).body;
  for (const auto& row : second.at("items")) seen.push_back(row.at("id"));
  REQUIRE(second.at("items").size() == 3);
  const auto last = "/mp/work-orders?limit=3&cursor=" + second.at("next").get<std::string>();
  const auto third = accepted(customer.get(last)).body;
  for (const auto& row : third.at("items")) seen.push_back(row.at("id"));
  CHECK(!third.contains("next"));
  CHECK(seen == made);
}
