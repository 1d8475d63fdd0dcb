#include "test/journey/support/order_commands.hpp"

#include <algorithm>

#include "test/journey/support/shelves.hpp"
#include "test/journey/support/uploads.hpp"

namespace fettle::journey {
namespace {

using Moves = std::map<std::string, std::string>;

Moves staying(const std::vector<std::string>& states) {
  Moves moves;
  for (const auto& state : states) moves[state] = state;
  return moves;
}

Moves one(const std::string& from, const std::string& to) { return {{from, to}}; }

Moves with(Moves some, const Moves& others) {
  some.insert(others.begin(), others.end());
  return some;
}

std::vector<std::string> from_to(const std::string& first, const std::string& last) {
  const auto begin = std::find(all_states.begin(), all_states.end(), first);
  const auto end = std::find(all_states.begin(), all_states.end(), last);
  return {begin, end + 1};
}

Moves cancelling() {
  Moves moves;
  for (const auto& state : from_to("SUBMITTED", "READY_TO_PAY")) moves[state] = "CANCELED";
  return moves;
}

const Caller& customer(WorkOrder& order) { return order.customer; }
const Caller& technician(WorkOrder& order) { return order.technician; }
const Caller& front_desk(WorkOrder& order) { return order.shop().front_desk; }
const Caller& manager(WorkOrder& order) { return order.shop().manager; }
const Caller& finance(WorkOrder& order) { return order.shop().finance; }

Json nothing(WorkOrder&) { return Json::object(); }
Json current_quote(WorkOrder& order) {
  return {{"quote_version", std::max<std::int64_t>(order.quote_version(), 1)}};
}
Json with_version(WorkOrder& order, Json body) {
  body.update(current_quote(order));
  return body;
}
Json reason(WorkOrder&) { return {{"reason", "客户改天再来"}}; }
Json whom(WorkOrder& order) { return {{"technician", order.technician.account()}, {"bay", "b1"}}; }

const std::string tech = "/tech/work-orders/{work_order}/";
const std::string admin = "/admin/work-orders/{work_order}/";
const std::string mp = "/mp/work-orders/{work_order}/";

std::vector<OrderCommand> of_the_desk() {
  const auto taken = one("SUBMITTED", "ACCEPTED");
  const auto noted = staying(from_to("SUBMITTED", "PAID"));
  const auto note = [](WorkOrder&) -> Json { return {{"note", "客户在店等候"}}; };
  const auto bay = [](WorkOrder&) -> Json { return {{"bay", "b1"}}; };
  return {
      {"AcceptWorkOrder", tech + "accept", technician, bay, taken},
      {"AcceptWorkOrder", admin + "accept", front_desk, whom, taken},
      {"AssignWorkOrder", admin + "assign", front_desk, whom,
       staying(from_to("ACCEPTED", "REPAIRING"))},
      {"AddNote", tech + "notes", technician, note, noted},
      {"AddNote", admin + "notes", front_desk, note, noted},
      {"CancelWorkOrder", mp + "cancel", customer, reason, cancelling()},
      {"CancelWorkOrder", admin + "cancel", front_desk, reason, cancelling()},
      {"CloseWorkOrder", admin + "close", front_desk, nothing, one("PAID", "CLOSED")},
  };
}

std::vector<OrderCommand> of_the_technician() {
  const auto finding = [](WorkOrder&) -> Json {
    return {{"fault_codes", Json::array({"P0301"})},
            {"finding", "一缸失火"},
            {"suggestions", Json::array({"更换火花塞"})}};
  };
  const auto labour = [](WorkOrder&) -> Json {
    return {{"kind", "LABOUR"}, {"name", "拆装轮胎"}, {"quantity", 30}};
  };
  const auto photo = [](WorkOrder& order) -> Json {
    return {{"media", Json::array({upload(order.technician)})}};
  };
  const auto parts = [](WorkOrder&) -> Json { return {{"product", pads}, {"quantity", 1}}; };
  const auto running = [](WorkOrder& order) {
    if (order.state() == "DIAGNOSING") order.done(order.technician, tech + "timer/start");
  };
  const auto diagnosing = one("ACCEPTED", "DIAGNOSING");
  const auto worked = from_to("DIAGNOSING", "REPAIRING");
  return {
      {"StartDiagnosis", tech + "start-diagnosis", technician, nothing, diagnosing},
      {"RecordDiagnosis", tech + "diagnosis", technician, finding,
       with(diagnosing, staying(worked))},
      {"StartRepair", tech + "start-repair", technician, nothing,
       one("CUSTOMER_CONFIRMED", "REPAIRING")},
      {"StartTimer", tech + "timer/start", technician, nothing,
       staying({"DIAGNOSING", "REPAIRING"})},
      {"StopTimer", tech + "timer/stop", technician, nothing, staying(worked), running},
      {"RecordWork", tech + "work-entries", technician, labour,
       staying(from_to("DIAGNOSING", "READY_TO_PAY"))},
      {"RequestParts", tech + "requisitions", technician, parts,
       staying(from_to("ACCEPTED", "REPAIRING"))},
      {"AddEvidence", tech + "evidence", technician, photo, staying(from_to("ACCEPTED", "PAID"))},
      {"FinishRepair", tech + "finish", technician, [](WorkOrder&) { return full_checklist(); },
       one("REPAIRING", "READY_TO_PAY")},
  };
}

std::vector<OrderCommand> of_quote_and_money() {
  const auto quote = [](WorkOrder&) { return quote_of(usual_fen); };
  const auto quoted = staying(from_to("QUOTED", "READY_TO_PAY"));
  const auto confirmed = staying(from_to("CUSTOMER_CONFIRMED", "READY_TO_PAY"));
  const auto requoted = [](WorkOrder& order) {
    if (order.state() != "DIAGNOSING" && order.state() != "QUOTED") order.quote();
  };
  const auto to_approve = [](WorkOrder& order) { order.quote(threshold_fen); };
  const auto rejection = [](WorkOrder& order) -> Json {
    return with_version(order, {{"reason", "价格过高"}});
  };
  const auto cash = [](WorkOrder& order) -> Json {
    return with_version(order, {{"amount", money(usual_fen)}});
  };
  const auto more = [](WorkOrder&) -> Json {
    return {{"amount", money(5000)}, {"reason", "加换机油"}};
  };
  const auto asked = [more](WorkOrder& order) {
    order.done(manager(order), admin + "supplements", more(order));
  };
  return {
      {"IssueQuote", admin + "quotes", front_desk, quote,
       with(one("DIAGNOSING", "QUOTED"), quoted)},
      {"ApproveQuote", admin + "approve-quote", manager, current_quote, quoted, to_approve, true},
      {"RejectQuote", admin + "reject-quote", manager, rejection, quoted, to_approve, true},
      {"ConfirmQuote", mp + "confirm-quote", customer, current_quote,
       with(one("QUOTED", "CUSTOMER_CONFIRMED"), confirmed), requoted},
      {"StartPayment", mp + "payments", customer, current_quote, staying({"READY_TO_PAY"})},
      {"RecordPayment", admin + "record-payment", finance, cash, one("READY_TO_PAY", "PAID")},
      {"AskSupplement", admin + "supplements", manager, more, staying({"PAID"})},
      {"WithdrawSupplement", admin + "withdraw-supplement", manager, reason, staying({"PAID"}),
       asked},
  };
}

}  // namespace

const std::vector<OrderCommand>& order_commands() {
  static const auto all = [] {
    auto commands = of_the_desk();
    for (auto& part : {of_the_technician(), of_quote_and_money()}) {
      commands.insert(commands.end(), part.begin(), part.end());
    }
    return commands;
  }();
  return all;
}

WorkOrder ready_for(const OrderCommand& command, Shop& shop, const std::string& state) {
  WorkOrder order(shop, command.in_careful_store ? shop.careful : shop.store);
  const bool timed = command.name == "StopTimer" && command.moves.contains(state);
  if (timed) {
    order.to("DIAGNOSING");
    command.before(order);
  }
  order.to(state);
  if (!timed && command.before && command.moves.contains(state)) command.before(order);
  return order;
}

}  // namespace fettle::journey
