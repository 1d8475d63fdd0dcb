// The technician's work: diagnosis, hours, evidence, and the check before the end.
#include <doctest/doctest.h>

#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

const std::string tech = "/tech/work-orders/{work_order}/";

Json finding(const std::string& text) { return {{"finding", text}}; }

Json new_template(const std::string& name) {
  return {{"name", name},
          {"fault_codes", Json::array({"P0301", "P0300"})},
          {"finding", "一缸火花塞间隙过大"},
          {"suggestions", Json::array({"更换火花塞", "清洗节气门"})}};
}

}  // namespace

TEST_CASE("[AR-29] a diagnosis moves an accepted order on and is shown in full") {
  WorkOrder order(shop());
  order.to("ACCEPTED");
  const Json body{{"fault_codes", Json::array({"P0171"})},
                  {"finding", "进气漏气，混合气过稀"},
                  {"suggestions", Json::array({"更换进气软管"})}};
  const auto answer = order.done(order.technician, tech + "diagnosis", body);
  CHECK(answer.body.at("state") == "DIAGNOSING");
  CHECK(answer.body.at("diagnosis_version") == 1);
  const auto records = order.shown().at("diagnoses");
  REQUIRE(records.size() == 1);
  for (const auto& [field, value] : body.items()) CHECK(records.at(0).at(field) == value);
  CHECK(records.at(0).at("recorded_by") == order.technician.account());
}

TEST_CASE("[AR-29] a later diagnosis adds a version and keeps the earlier one") {
  WorkOrder order(shop());
  order.to("DIAGNOSING");
  order.done(order.technician, tech + "diagnosis", finding("初步：漏油"));
  const auto first = order.shown().at("diagnoses").at(0);
  const auto second = order.done(order.technician, tech + "diagnosis", finding("确认：油封老化"));
  CHECK(second.body.at("state") == "DIAGNOSING");
  CHECK(second.body.at("diagnosis_version") == 2);
  const auto records = order.shown().at("diagnoses");
  REQUIRE(records.size() == 2);
  CHECK(records.at(0) == first);
  CHECK(records.at(1).at("version") == 2);
  CHECK(records.at(1).at("finding") == "确认：油封老化");
  CHECK(order.post(order.technician, tech + "diagnosis").field_code("finding") == "field_missing");
}

TEST_CASE("[AR-29] a template is made, listed, applied, and withdrawn") {
  const auto name = shop().served().fresh("火花塞");
  const auto body = new_template(name);
  const auto id = accepted(shop().manager.post("/admin/templates", body)).id();
  WorkOrder order(shop());
  order.to("DIAGNOSING");
  const auto offered = [&] {
    for (const auto& row : order.technician.list("/tech/templates")) {
      if (row.at("id") == id) return row;
    }
    return Json();
  };
  for (const auto& [field, value] : body.items()) CHECK(offered().at(field) == value);

  order.done(order.technician, tech + "diagnosis", {{"diagnosis_template", id}});
  const Json own{{"diagnosis_template", id}, {"finding", "一缸火花塞烧蚀"}};
  order.done(order.technician, tech + "diagnosis", own);
  const auto records = order.shown().at("diagnoses");
  for (const auto& field : {"fault_codes", "finding", "suggestions"}) {
    CHECK(records.at(0).at(field) == body.at(field));
  }
  CHECK(records.at(1).at("finding") == "一缸火花塞烧蚀");
  CHECK(records.at(1).at("fault_codes") == body.at("fault_codes"));

  accepted(shop().manager.post("/admin/templates/" + id + "/withdraw"));
  CHECK(offered().is_null());
  const auto late = order.post(order.technician, tech + "diagnosis", {{"diagnosis_template", id}});
  CHECK(late.field_code("diagnosis_template") == "template_unknown");
}

TEST_CASE("[AR-27:part] the spans of the timer add up to the hours of the order") {
  WorkOrder order(shop());
  order.to("DIAGNOSING");
  std::int64_t sum = 0;
  for (int i = 0; i < 2; ++i) {
    order.done(order.technician, tech + "timer/start");
    const auto twice = order.post(order.technician, tech + "timer/start");
    CHECK(twice.status == 409);
    CHECK(twice.code() == "timer_already_running");
    CHECK(!order.shown().at("timer_since").is_null());
    const auto stopped = order.done(order.technician, tech + "timer/stop");
    sum += stopped.body.at("seconds").get<std::int64_t>();
  }
  CHECK(order.post(order.technician, tech + "timer/stop").code() == "timer_not_running");
  const auto shown = order.shown();
  CHECK(shown.at("timer_seconds") == sum);
  CHECK(shown.at("timer_since").is_null());
  const auto mine = order.technician.list("/tech/work-orders");
  REQUIRE(mine.size() == 1);
  CHECK(mine.at(0).at("id") == order.id);
}

TEST_CASE("[AR-28:part] hours and parts are entered with who and when, and summed") {
  WorkOrder order(shop());
  order.to("REPAIRING");
  const auto enter = [&](const std::string& kind, const std::string& name, int quantity) {
    return order.post(order.technician, tech + "work-entries",
                      {{"kind", kind}, {"name", name}, {"quantity", quantity}});
  };
  CHECK(enter("LABOUR", "拆装轮胎", 30).body.at("entry") == 1);
  CHECK(enter("LABOUR", "更换刹车片", 45).body.at("entry") == 2);
  CHECK(enter("PART", "刹车片 GDB1550", 4).body.at("entry") == 3);
  CHECK(enter("PART", "刹车片", 0).status == 422);
  const auto shown = order.shown();
  CHECK(shown.at("labour_minutes") == 75);
  const auto entries = shown.at("work_entries");
  REQUIRE(entries.size() == 3);
  CHECK(entries.at(2).at("name") == "刹车片 GDB1550");
  CHECK(entries.at(2).at("quantity") == 4);
  CHECK(entries.at(2).at("recorded_by") == order.technician.account());
  CHECK(!entries.at(2).at("at").get<std::string>().empty());
  order.to("CLOSED");
  CHECK(enter("LABOUR", "补录", 10).code() == "wrong_state");
}

TEST_CASE("[AR-32] a repair ends only when all four items are ticked") {
  WorkOrder order(shop());
  order.to("REPAIRING");
  const auto& items = {"brakes", "lights", "oil_leak", "road_test"};
  for (const std::string item : items) {
    CAPTURE(item);
    auto missing = full_checklist(), failed = full_checklist();
    missing["checklist"].erase(item);
    failed["checklist"][item]["passed"] = false;
    const auto without = order.post(order.technician, tech + "finish", missing);
    CHECK(without.status == 422);
    CHECK(without.code() == "checklist_incomplete");
    CHECK(without.field_code("checklist." + item) == "field_missing");
    const auto bad = order.post(order.technician, tech + "finish", failed);
    CHECK(bad.field_code("checklist." + item) == "check_failed");
  }
  CHECK(order.shown().at("status") == "REPAIRING");
  auto whole = full_checklist();
  whole["checklist"]["road_test"]["note"] = "试车五公里，无异响";
  CHECK(order.done(order.technician, tech + "finish", whole).body.at("state") == "READY_TO_PAY");
  const auto list = order.shown().at("checklists").at(0);
  CHECK(list.at("recorded_by") == order.technician.account());
  REQUIRE(list.at("items").size() == 4);
  for (const auto& item : list.at("items")) CHECK(item.at("value") == "passed");
  CHECK(list.at("items").at(3).at("name") == "road_test");
  CHECK(list.at("items").at(3).at("note") == "试车五公里，无异响");
}
