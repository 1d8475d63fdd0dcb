// Every command in every state: the listed ones are taken, all others say which state forbids.
#include <functional>
#include <set>

#include "test/domain/shelves.hpp"

namespace fettle::test {
namespace {

using Try = std::function<Outcome(Shop&, const JobId&)>;

const std::map<std::string, Try> commands = {
    {"AcceptWorkOrder",
     [](Shop& shop, const JobId& id) {
       return shop.when(wang, AcceptWorkOrder{id, std::nullopt, bay_1, no_note});
     }},
    {"AssignWorkOrder",
     [](Shop& shop, const JobId& id) {
       return shop.when(desk, AssignWorkOrder{id, StaffId("zhao"), bay_1});
     }},
    {"AddNote",
     [](Shop& shop, const JobId& id) {
       return shop.when(desk, AddNote{id, Text<1, 500>("车主来电")});
     }},
    {"CancelWorkOrder",
     [](Shop& shop, const JobId& id) {
       return shop.when(li, CancelWorkOrder{id, Text<1, 500>("不修了")});
     }},
    {"CloseWorkOrder",
     [](Shop& shop, const JobId& id) {
       return shop.when(desk, CloseWorkOrder{id, no_note});
     }},
    {"StartDiagnosis",
     [](Shop& shop, const JobId& id) {
       return shop.when(wang, StartDiagnosis{id, no_note});
     }},
    {"RecordDiagnosis",
     [](Shop& shop, const JobId& id) {
       return shop.when(wang, RecordDiagnosis{id, std::nullopt, Text<1, 4000>("刹车片磨损"),
                                              std::nullopt, std::nullopt});
     }},
    {"StartRepair",
     [](Shop& shop, const JobId& id) {
       return shop.when(wang, StartRepair{id, no_note});
     }},
    {"StartTimer", [](Shop& shop, const JobId& id) { return shop.when(wang, StartTimer{id}); }},
    {"StopTimer", [](Shop& shop, const JobId& id) { return shop.when(wang, StopTimer{id}); }},
    {"RecordWork",
     [](Shop& shop, const JobId& id) {
       return shop.when(
           wang, RecordWork{id, WorkKind::LABOUR, Text<1, 100>("拆装"), Whole<1, 100'000>(30)});
     }},
    {"AddEvidence",
     [](Shop& shop, const JobId& id) {
       return shop.when(wang, AddEvidence{id, List<MediaId, 0, 20>{shop.photo}, std::nullopt});
     }},
    {"FinishRepair",
     [](Shop& shop, const JobId& id) {
       return shop.when(wang, FinishRepair{id, all_ticked(), no_note});
     }},
    {"IssueQuote", [](Shop& shop, const JobId& id) { return shop.when(desk, quote_of(id, 950)); }},
    {"ApproveQuote",
     [](Shop& shop, const JobId& id) {
       return shop.when(boss, ApproveQuote{id, v1});
     }},
    {"RejectQuote",
     [](Shop& shop, const JobId& id) {
       return shop.when(boss, RejectQuote{id, v1, Text<1, 500>("太贵")});
     }},
    {"ConfirmQuote",
     [](Shop& shop, const JobId& id) {
       return shop.when(li, ConfirmQuote{id, v1});
     }},
    {"StartPayment",
     [](Shop& shop, const JobId& id) {
       return shop.when(li, StartPayment{id, v1});
     }},
    {"RecordPayment",
     [](Shop& shop, const JobId& id) {
       return shop.when(desk, RecordPayment{id, v1, yuan_of(900), no_note});
     }},
    {"AskSupplement",
     [](Shop& shop, const JobId& id) {
       return shop.when(boss, AskSupplement{id, yuan_of(50), Text<1, 500>("加急")});
     }},
    {"WithdrawSupplement",
     [](Shop& shop, const JobId& id) {
       return shop.when(boss, WithdrawSupplement{id, Text<1, 500>("算了")});
     }},
    {"RequestParts",
     [](Shop& shop, const JobId& id) {
       return shop.when(wang, RequestParts{id, brake_pads, SomePieces(1), no_note});
     }},
};

// Written by hand, apart from the table of moves: what an order that went the straight way takes.
const std::map<std::string, std::map<std::string, std::string>> taken = {
    {"SUBMITTED",
     {{"AcceptWorkOrder", "ACCEPTED"}, {"AddNote", "SUBMITTED"}, {"CancelWorkOrder", "CANCELED"}}},
    {"ACCEPTED",
     {{"AssignWorkOrder", "ACCEPTED"},
      {"RequestParts", "ACCEPTED"},
      {"AddNote", "ACCEPTED"},
      {"StartDiagnosis", "DIAGNOSING"},
      {"RecordDiagnosis", "DIAGNOSING"},
      {"AddEvidence", "ACCEPTED"},
      {"CancelWorkOrder", "CANCELED"}}},
    {"DIAGNOSING",
     {{"AssignWorkOrder", "DIAGNOSING"},
      {"RequestParts", "DIAGNOSING"},
      {"AddNote", "DIAGNOSING"},
      {"RecordDiagnosis", "DIAGNOSING"},
      {"IssueQuote", "QUOTED"},
      {"StartTimer", "DIAGNOSING"},
      {"RecordWork", "DIAGNOSING"},
      {"AddEvidence", "DIAGNOSING"},
      {"CancelWorkOrder", "CANCELED"}}},
    {"QUOTED",
     {{"AssignWorkOrder", "QUOTED"},
      {"RequestParts", "QUOTED"},
      {"AddNote", "QUOTED"},
      {"RecordDiagnosis", "QUOTED"},
      {"IssueQuote", "QUOTED"},
      {"ConfirmQuote", "CUSTOMER_CONFIRMED"},
      {"RecordWork", "QUOTED"},
      {"AddEvidence", "QUOTED"},
      {"CancelWorkOrder", "CANCELED"}}},
    {"CUSTOMER_CONFIRMED",
     {{"AssignWorkOrder", "CUSTOMER_CONFIRMED"},
      {"RequestParts", "CUSTOMER_CONFIRMED"},
      {"AddNote", "CUSTOMER_CONFIRMED"},
      {"RecordDiagnosis", "CUSTOMER_CONFIRMED"},
      {"IssueQuote", "CUSTOMER_CONFIRMED"},
      {"StartRepair", "REPAIRING"},
      {"RecordWork", "CUSTOMER_CONFIRMED"},
      {"AddEvidence", "CUSTOMER_CONFIRMED"},
      {"CancelWorkOrder", "CANCELED"}}},
    {"REPAIRING",
     {{"AssignWorkOrder", "REPAIRING"},
      {"RequestParts", "REPAIRING"},
      {"AddNote", "REPAIRING"},
      {"RecordDiagnosis", "REPAIRING"},
      {"IssueQuote", "REPAIRING"},
      {"StartTimer", "REPAIRING"},
      {"RecordWork", "REPAIRING"},
      {"AddEvidence", "REPAIRING"},
      {"FinishRepair", "READY_TO_PAY"},
      {"CancelWorkOrder", "CANCELED"}}},
    {"READY_TO_PAY",
     {{"AddNote", "READY_TO_PAY"},
      {"IssueQuote", "READY_TO_PAY"},
      {"RecordWork", "READY_TO_PAY"},
      {"AddEvidence", "READY_TO_PAY"},
      {"StartPayment", "READY_TO_PAY"},
      {"RecordPayment", "PAID"},
      {"CancelWorkOrder", "CANCELED"}}},
    {"PAID",
     {{"AddNote", "PAID"},
      {"AddEvidence", "PAID"},
      {"AskSupplement", "PAID"},
      {"CloseWorkOrder", "CLOSED"}}},
    {"CLOSED", {}},
    {"CANCELED", {}},
};

}  // namespace

TEST_CASE("an order takes the listed commands in each state and refuses all others") {
  for (const auto& [state, allowed] : taken) {
    for (const auto& [name, attempt] : commands) {
      CAPTURE(state);
      CAPTURE(name);
      Shop shop;
      stock_up(shop);
      const auto id = shop.order_in(state);
      const auto events = shop.history().size();
      const auto outcome = attempt(shop, id);
      const auto expected = allowed.find(name);
      CHECK(outcome.accepted() == (expected != allowed.end()));
      if (outcome.accepted() && expected != allowed.end()) {
        CHECK(shop.order(id).state == expected->second);
        continue;
      }
      CHECK(shop.order(id).state == state);
      CHECK(shop.history().size() == events);
      CHECK(outcome.rejection().kind == Refusal::wrong_state);
      CHECK(outcome.rejection().detail.find(state) != std::string::npos);
    }
  }
}

TEST_CASE("the table of commands above is whole") {
  std::set<std::string> declared;
  for (const auto& [name, type] : Scenario::domain().commands()) {
    const bool by_people = !type->routes.empty() && name != "CreateWorkOrder";
    if (type->aggregate == "job" && by_people) declared.insert(name);
  }
  for (const auto& [name, attempt] : commands) declared.erase(name);
  CHECK(declared.empty());
}

TEST_CASE("an order goes through the seed's states from intake to closed") {
  Shop shop;
  const auto id = shop.order_in("CLOSED");
  std::vector<std::string> states{"SUBMITTED"};
  for (const auto& decided : shop.history()) {
    const auto* moved = as<JobMoved>(decided.event);
    if (decided.id != id.text() || moved == nullptr) continue;
    CHECK(moved->from == states.back());
    states.push_back(moved->to);
  }
  CHECK(states == std::vector<std::string>{"SUBMITTED", "ACCEPTED", "DIAGNOSING", "QUOTED",
                                           "CUSTOMER_CONFIRMED", "REPAIRING", "READY_TO_PAY",
                                           "PAID", "CLOSED"});
}

}  // namespace fettle::test
