// Asking for a repair, taking the order, giving it up.
#include "test/domain/shop.hpp"

namespace fettle::test {

TEST_CASE("a customer's order names all that its read model shows") {
  Shop shop;
  const auto outcome = shop.when(li, shop.new_order());
  outcome.then({"JobOpened", "NumberDrawn", "MediaAttached"});
  const auto& opened = outcome.event<JobOpened>();
  CHECK(opened.state == "SUBMITTED");
  CHECK(opened.short_number == "A0001");
  CHECK(opened.description.value == "刹车有异响");
  CHECK(opened.description.person == PersonId("li"));
  CHECK(opened.media.size() == 1);
  CHECK(opened.skill == "brakes");
  CHECK(outcome.decision().status == 201);
  CHECK(outcome.decision().answer == R"("short_number":"A0001","state":"SUBMITTED")");
}

TEST_CASE("short numbers go on without a gap and never come twice") {
  Shop shop;
  shop.given(li, shop.new_order());
  CHECK(shop.given(li, shop.new_order()).event<JobOpened>().short_number == "A0002");
  CHECK(auto_repair::short_number(9999) == "A9999");
  CHECK(auto_repair::short_number(10000) == "B0001");
  CHECK(auto_repair::short_number(26 * 9999) == "Z9999");
  CHECK(auto_repair::short_number(26 * 9999 + 1) == "AA0001");
}

TEST_CASE("an order for another's vehicle, an unknown store or a past time is refused by field") {
  Shop shop;
  shop.when(chen, shop.new_order()).rejected_field("vehicle", "vehicle_unknown");
  auto order = shop.new_order();
  order.store = StoreId("west");
  shop.when(li, order).rejected_field("store", "store_unknown");
  order = shop.new_order();
  order.appointment = shop.now() - Micros{1};
  shop.when(li, order).rejected_field("appointment", "appointment_past");
  order.appointment = shop.now() + std::chrono::hours(2);
  CHECK(shop.when(li, order).event<JobOpened>().appointment == order.appointment);
}

TEST_CASE("the first of many accepts wins, the others hear that it is taken") {
  Shop shop;
  const JobId id(shop.given(li, shop.new_order()).id());
  shop.when(wang, AcceptWorkOrder{id, std::nullopt, bay_1, no_note})
      .then({"JobAssigned", "JobMoved"});
  shop.when(zhao, AcceptWorkOrder{id, std::nullopt, bay_1, no_note})
      .rejected(Refusal::wrong_state, "already_taken");
  shop.when(desk, AcceptWorkOrder{id, StaffId("zhao"), bay_1, no_note})
      .rejected(Refusal::wrong_state, "already_taken");
  CHECK(shop.order(id).assignment->technician == StaffId("wang"));
}

TEST_CASE("the front desk accepts for a technician whom it names") {
  Shop shop;
  const JobId id(shop.given(li, shop.new_order()).id());
  shop.when(desk, AcceptWorkOrder{id, std::nullopt, bay_1, no_note})
      .rejected_field("technician", "field_missing");
  shop.when(desk, AcceptWorkOrder{id, StaffId("nobody"), bay_1, no_note})
      .rejected_field("technician", "technician_unknown");
  shop.when(wang, AcceptWorkOrder{id, StaffId("zhao"), bay_1, no_note})
      .rejected(Refusal::forbidden, "accept_for_other");
  shop.when(desk, AcceptWorkOrder{id, StaffId("zhao"), BayId("bay-9"), no_note})
      .rejected_field("bay", "bay_unknown");
  const auto outcome = shop.when(desk, AcceptWorkOrder{id, StaffId("zhao"), bay_1, no_note});
  CHECK(outcome.event<JobAssigned>().technician == StaffId("zhao"));
  CHECK(outcome.event<JobAssigned>().bay == bay_1);
}

TEST_CASE("a technician of another store, or one who left, cannot be given an order") {
  Shop shop;
  const JobId id(shop.given(li, shop.new_order()).id());
  shop.given(boss, EditStaff{StaffId("zhao"), std::nullopt, std::nullopt, south, std::nullopt,
                             std::nullopt});
  shop.when(desk, AcceptWorkOrder{id, StaffId("zhao"), bay_1, no_note})
      .rejected_field("technician", "technician_elsewhere");
  shop.given(boss, EditStaff{StaffId("wang"), std::nullopt, std::nullopt, std::nullopt,
                             std::nullopt, false});
  shop.when(wang, AcceptWorkOrder{id, std::nullopt, bay_1, no_note})
      .rejected_field("technician", "technician_unknown");
}

TEST_CASE("an order is unknown to other customers and to staff of another store") {
  Shop shop;
  const auto id = shop.order_in("QUOTED");
  shop.when(chen, ConfirmQuote{id, v1}).rejected(Refusal::not_found, "work_order_unknown");
  shop.when(chen, CancelWorkOrder{id, Text<1, 500>("x")})
      .rejected(Refusal::not_found, "work_order_unknown");
  const Actor southern{"desk-2", "front_desk", "admin", "south"};
  shop.when(southern, quote_of(id, 1)).rejected(Refusal::not_found, "work_order_unknown");
  shop.when(desk, quote_of(JobId("none"), 1)).rejected(Refusal::not_found, "work_order_unknown");
}

TEST_CASE("another technician does not work on a taken order") {
  Shop shop;
  const auto id = shop.order_in("ACCEPTED");
  shop.when(zhao, StartDiagnosis{id, no_note}).rejected(Refusal::forbidden, "not_assigned");
  shop.given(desk, AssignWorkOrder{id, StaffId("zhao"), BayId("bay-2")});
  shop.when(wang, StartDiagnosis{id, no_note}).rejected(Refusal::forbidden, "not_assigned");
  shop.given(zhao, StartDiagnosis{id, no_note});
}

TEST_CASE("a cancelled order keeps its reason, stops its timer and drops its payment") {
  Shop shop;
  const auto repairing = shop.order_in("REPAIRING");
  shop.given(wang, StartTimer{repairing});
  shop.when(desk, CancelWorkOrder{repairing, Text<1, 500>("车主放弃")})
      .then({"TimerStopped", "JobCancelled", "JobMoved"});

  const auto payable = shop.order_in("READY_TO_PAY");
  shop.given(li, StartPayment{payable, v1});
  const auto outcome = shop.when(li, CancelWorkOrder{payable, Text<1, 500>("不付了")});
  outcome.then({"PaymentDropped", "PaymentFailed", "JobCancelled", "JobMoved"});
  CHECK(outcome.event<JobCancelled>().by == "customer");
  CHECK(outcome.event<JobCancelled>().reason.value == "不付了");
}

}  // namespace fettle::test
