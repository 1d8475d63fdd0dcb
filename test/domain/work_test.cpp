// The technician's work: diagnosis and its templates, timer, entries, evidence, checklist.
#include "test/domain/shop.hpp"

namespace fettle::test {
namespace {

using Finding = std::optional<Text<1, 4000>>;

RecordDiagnosis diagnosis(const JobId& id, Finding finding,
                          std::optional<TemplateId> prepared = std::nullopt) {
  return {id, std::nullopt, std::move(finding), std::nullopt, std::move(prepared)};
}

CreateTemplate brakes_template() {
  return {Text<1, 60>("刹车异响"), List<FaultCode, 0, 50>{FaultCode("C1234")},
          Text<1, 4000>("刹车片磨损"), List<Text<1, 200>, 0, 50>{Text<1, 200>("更换刹车片")}};
}

}  // namespace

TEST_CASE("a diagnosis moves an accepted order, and a later one adds a version") {
  Shop shop;
  const auto id = shop.order_in("ACCEPTED");
  shop.when(wang, diagnosis(id, Text<1, 4000>("前轮"))).then({"StepRecorded", "JobMoved"});
  const auto later = shop.when(wang, diagnosis(id, Text<1, 4000>("后轮也是")));
  later.then({"StepRecorded"});
  CHECK(later.event<StepRecorded>().version == 2);
  CHECK(later.decision().answer == R"("state":"DIAGNOSING","diagnosis_version":2)");
}

TEST_CASE("a template fills what the technician leaves out") {
  Shop shop;
  const auto id = shop.order_in("DIAGNOSING");
  const TemplateId prepared(shop.given(boss, brakes_template()).id());
  shop.when(boss, brakes_template()).rejected_field("name", "template_name_taken");
  shop.when(wang, diagnosis(id, std::nullopt)).rejected_field("finding", "field_missing");

  const auto recorded = shop.when(wang, diagnosis(id, Text<1, 4000>("严重磨损"), prepared));
  const auto& entries = recorded.event<StepRecorded>().entries;
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].value == "C1234");
  CHECK(entries[1].note == Personal{PersonId("li"), "严重磨损"});
  CHECK(entries[2].note == Personal{PersonId("li"), "更换刹车片"});

  shop.given(boss, WithdrawTemplate{prepared});
  shop.when(boss, WithdrawTemplate{prepared}).rejected(Refusal::wrong_state, "template_withdrawn");
  shop.when(wang, diagnosis(id, std::nullopt, prepared))
      .rejected_field("diagnosis_template", "template_unknown");
  shop.given(boss, brakes_template());
}

TEST_CASE("the timer runs once, and its span is told in seconds") {
  Shop shop;
  const auto id = shop.order_in("REPAIRING");
  shop.when(wang, StartTimer{id}).then({"TimerStarted"});
  shop.when(wang, StartTimer{id}).rejected(Refusal::wrong_state, "timer_already_running");
  shop.pass(std::chrono::minutes(90));
  const auto stopped = shop.when(wang, StopTimer{id});
  CHECK(stopped.event<TimerStopped>().seconds == 5400);
  CHECK(stopped.decision().answer == R"("state":"REPAIRING","seconds":5400)");
  shop.when(wang, StopTimer{id}).rejected(Refusal::wrong_state, "timer_not_running");
}

TEST_CASE("a forgotten timer stops itself at its limit, once") {
  Shop shop;
  const auto id = shop.order_in("REPAIRING");
  shop.given(wang, StartTimer{id});
  const auto started = shop.now();
  shop.pass(std::chrono::hours(12) - Micros{1});
  CHECK(shop.order(id).timer);
  shop.pass(std::chrono::hours(5));
  CHECK_FALSE(shop.order(id).timer);
  const auto& stopped = *static_cast<const TimerStopped*>(shop.history().back().event.data.get());
  CHECK(stopped.reason == "forgotten");
  CHECK(stopped.stopped_at == started + std::chrono::hours(12));
  CHECK(stopped.seconds == 12 * 3600);
  const auto events = shop.history().size();
  shop.pass(std::chrono::hours(24));
  CHECK(shop.history().size() == events);
}

TEST_CASE("the limit of timers is a setting within its range") {
  Shop shop;
  const PutSetting limit{SettingName::timer_limit_minutes, std::nullopt, 30};
  CHECK_FALSE(shop.given(boss, limit).event<SettingPut>().previous);
  CHECK(shop.given(boss, limit).event<SettingPut>().previous == 30);
  shop.when(boss, PutSetting{SettingName::timer_limit_minutes, std::nullopt, 0})
      .rejected_field("value", "field_range");
  shop.when(boss, PutSetting{SettingName::timer_limit_minutes, StoreId("west"), 30})
      .rejected_field("store", "store_unknown");
  const auto id = shop.order_in("REPAIRING");
  shop.given(wang, StartTimer{id});
  shop.pass(std::chrono::minutes(30));
  CHECK_FALSE(shop.order(id).timer);
}

TEST_CASE("work and evidence are numbered and never taken back") {
  Shop shop;
  const auto id = shop.order_in("REPAIRING");
  const RecordWork part{id, WorkKind::PART, Text<1, 100>("刹车片"), Whole<1, 100'000>(4)};
  CHECK(shop.given(wang, part).event<WorkRecorded>().entry == 1);
  const auto second = shop.given(wang, part);
  CHECK(second.event<WorkRecorded>().entry == 2);
  CHECK(second.event<WorkRecorded>().recorded_by == "wang");

  shop.when(wang, AddEvidence{id, std::nullopt, std::nullopt})
      .rejected_field("media", "evidence_empty");
  const auto spoken = shop.given(wang, AddEvidence{id, std::nullopt, Text<1, 4000>("异响消失")});
  CHECK(spoken.event<EvidenceRecorded>().state == "REPAIRING");
  CHECK(spoken.event<EvidenceRecorded>().transcript->person == PersonId("li"));
}

TEST_CASE("a repair is not finished until all four items are ticked") {
  Shop shop;
  const auto id = shop.order_in("REPAIRING");
  const Checklist partly{passed(), std::nullopt, Check{false, std::nullopt}, passed()};
  const auto refused = shop.when(wang, FinishRepair{id, partly, no_note});
  refused.rejected(Refusal::rule, "checklist_incomplete");
  REQUIRE(refused.rejection().fields.size() == 2);
  CHECK(refused.rejection().fields[0].field == "checklist.lights");
  CHECK(refused.rejection().fields[0].code == "field_missing");
  CHECK(refused.rejection().fields[1].field == "checklist.oil_leak");
  CHECK(refused.rejection().fields[1].code == "check_failed");

  shop.given(wang, StartTimer{id});
  auto checklist = all_ticked();
  checklist.road_test->note = Text<1, 500>("李先生在场");
  const auto finished = shop.when(wang, FinishRepair{id, checklist, no_note});
  finished.then({"TimerStopped", "StepRecorded", "JobMoved"});
  const auto& entries = finished.event<StepRecorded>().entries;
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].value == "passed");
  CHECK_FALSE(entries[0].note);
  CHECK(entries[3].note == Personal{PersonId("li"), "李先生在场"});
  CHECK(finished.event<StepRecorded>().recorded_by == "wang");
}

}  // namespace fettle::test
