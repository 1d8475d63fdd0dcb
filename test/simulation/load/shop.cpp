#include "test/simulation/load/shop.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace fettle::sim {
namespace {

Caller person(const char* account, const char* role, const char* face, const char* store = "") {
  return {AccountId(account), role, face, store};
}
const Caller founder = person("founder", "operator", "admin");
const Caller boss = person("boss", "manager", "admin");
const Caller desk = person("desk", "front_desk", "admin");
const Caller cashier = person("cashier", "finance", "admin");
const Caller keeper = person("keeper", "warehouse", "admin", "north");
const Caller wang = person("wang", "technician", "tech");
const Caller zhao = person("zhao", "technician", "tech");
const Caller odoo = person("odoo", "engine", "engine");

constexpr const char* ticked =
    R"({"checklist":{"brakes":{"passed":true},"lights":{"passed":true},"oil_leak":{"passed":true},)"
    R"("road_test":{"passed":true}}})";

std::string fen(std::int64_t amount) {
  return fmt::format(R"({{"minor":{},"currency":"CNY"}})", amount);
}

// The text of a member of an answer; empty when it is not there.
std::string member(std::string_view members, std::string_view name) {
  const auto at = members.find(fmt::format("\"{}\":\"", name));
  if (at == std::string_view::npos) return {};
  const auto begin = at + name.size() + 4;
  return std::string(members.substr(begin, members.find('"', begin) - begin));
}

}  // namespace

Request Shop::ask(std::string_view command, const Caller& caller, std::string body,
                  std::map<std::string, std::string> path) {
  const auto* type = domain_.command(command);
  if (type == nullptr) throw std::logic_error(fmt::format("no command {}", command));
  auto decoded = type->decode(body, path);
  if (!decoded) {
    throw std::logic_error(fmt::format(
        "{} {}: {}", command, body,
        decoded.error().fields.empty() ? decoded.error().detail : decoded.error().fields[0].field));
  }
  for (const auto& [name, value] : path) body += name + "=" + value;
  return {.tenant = tenant_,
          .caller = caller,
          .type = type,
          .command = *std::move(decoded),
          .key = fmt::format("{}-{}", caller.account.text(), ++asked_),
          .body = std::move(body),
          .if_match = std::nullopt};
}

std::optional<Request> Shop::opening() {
  const auto staff = [&](const char* name) {
    return ask(
        "RegisterStaff", boss,
        fmt::format(R"({{"name":"{0}","role":"technician","store":"north","account":"{0}"}})",
                    name));
  };
  switch (opened_) {
    case 0:
      return ask("CreateTenant", founder, R"({"name":"老王汽修","kind":"auto"})");
    case 1:
      return ask("CreateStore", founder,
                 R"({"name":"城北店","bays":[{"id":"b1","name":"一"},{"id":"b2","name":"二"}],)"
                 R"("id":"north"})");
    case 2:
      return staff("wang");
    case 3:
      return staff("zhao");
    case 4:
      return ask("RegisterMyself", customer_, R"({"name":"李雷","preferred_store":"north"})");
    case 5:
      return ask("RecognizeCustomer", odoo, R"({"openid":"o-li"})");
    case 6:
      return ask("RegisterVehicle", customer_,
                 R"({"vin":"LSVAA4182E2184847","plate":"京A12345","model":"大众朗逸"})");
    case 7:
      return ask("PutSetting", boss, R"({"value":100000})", {{"name", "quote_approval_threshold"}});
    case 8:
      return ask("SyncProducts", odoo,
                 fmt::format(R"({{"as_of":"2026-11-18T00:00:00Z","products":[{{"product":"pads",)"
                             R"("odoo_id":41,"name":"刹车片","price":{},"cost":{},"unit":"Units",)"
                             R"("tracking":"none","active":true}}],"last":true}})",
                             fen(12000), fen(6000)));
    case 9:
      return new_figures();
    case 10:
      return ask("EnableConnector", boss, "{}", {{"connector", "odoo"}});
    case 11:
      return ask("EnableConnector", boss, "{}", {{"connector", "wechat_pay"}});
    case 12:  // so that a leap of a clock ends it, and a long day does
      return ask("PutSetting", boss, R"({"value":1})", {{"name", "timer_limit_minutes"}});
    default:
      return std::nullopt;
  }
}

Request Shop::anything() {
  const auto drawn = random_.below(100);
  if (orders_.empty() || drawn < 12) return new_order();
  if (drawn < 30) return of_parts();
  if (drawn < 36) return of_money();
  if (drawn < 38) return new_figures();
  // The newest orders are where most clients are.
  const auto near = std::min<std::size_t>(orders_.size(), 4);
  return about(orders_[orders_.size() - 1 - random_.below(near)]);
}

Request Shop::about(Order& order) {
  auto request = random_.below(4) == 0 ? beside(order) : on_the_way(order);
  if (random_.below(10) == 0) request.if_match = 1 + random_.below(12);
  return request;
}

Request Shop::new_order() {
  return ask("CreateWorkOrder", customer_,
             fmt::format(R"({{"description":"刹车有异响","vehicle":"{}","store":"north",)"
                         R"("skill":"brakes"}})",
                         vehicle_));
}

Request Shop::new_figures() {
  return ask("SyncStock", odoo,
             fmt::format(R"({{"store":"north","as_of":"2026-11-18T00:{:02}:{:02}Z","figures":)"
                         R"([{{"product":"pads","on_hand":{},"incoming":0}}],"last":true}})",
                         asked_ / 60 % 60, asked_ % 60, 5 + random_.below(30)));
}

Request Shop::on_the_way(const Order& order) {
  const std::map<std::string, std::string> path{{"work_order", order.id}};
  const bool own = !order.technician.empty() && random_.below(8) != 0;
  const auto& mechanic = (own ? order.technician == "wang" : random_.below(2) == 0) ? wang : zhao;
  const auto quote =
      fmt::format(R"({{"quote_version":{}}})", std::max<std::int64_t>(1, order.quote));
  if (order.state == "SUBMITTED") {
    return ask("AcceptWorkOrder", mechanic, fmt::format(R"({{"bay":"b{}"}})", 1 + random_.below(2)),
               path);
  }
  if (order.state == "ACCEPTED") return ask("StartDiagnosis", mechanic, "{}", path);
  if (order.state == "DIAGNOSING") {
    const auto price = 100 * random_.between(std::int64_t{100}, std::int64_t{1'200});
    return ask("IssueQuote", desk,
               fmt::format(R"({{"lines":[{{"kind":"LABOUR","name":"换刹车片",)"
                           R"("quantity_hundredths":100,"unit_price":{0},"amount":{0}}}],)"
                           R"("total":{0}}})",
                           fen(price)),
               path);
  }
  if (order.state == "QUOTED") {
    return random_.below(3) == 0 ? ask("ApproveQuote", boss, quote, path)
                                 : ask("ConfirmQuote", customer_, quote, path);
  }
  if (order.state == "CUSTOMER_CONFIRMED") return ask("StartRepair", mechanic, "{}", path);
  if (order.state == "REPAIRING") {
    return random_.below(3) == 0 ? ask("StartTimer", mechanic, "{}", path)
                                 : ask("FinishRepair", mechanic, ticked, path);
  }
  if (order.state == "READY_TO_PAY") return ask("StartPayment", customer_, quote, path);
  return ask("CloseWorkOrder", desk, "{}", path);
}

Request Shop::beside(const Order& order) {
  const std::map<std::string, std::string> path{{"work_order", order.id}};
  switch (random_.below(7)) {
    case 0:
      return ask("CancelWorkOrder", customer_, R"({"reason":"不修了"})", path);
    case 1:
      return ask("AddNote", desk, R"({"note":"客户在等"})", path);
    case 2:
      return ask("StopTimer", wang, "{}", path);
    case 3:
      return ask("RecordPayment", desk,
                 fmt::format(R"({{"quote_version":{},"amount":{}}})",
                             std::max<std::int64_t>(1, order.quote), fen(10'000)),
                 path);
    case 4:
      return ask("AssignWorkOrder", desk, R"({"technician":"zhao","bay":"b2"})", path);
    case 5:
      return ask("RejectQuote", boss, R"({"quote_version":1,"reason":"太贵"})", path);
    default:
      return ask("GiveReview", customer_, R"({"stars":5,"tags":[]})", path);
  }
}

Request Shop::of_parts() {
  const auto& order =
      orders_[orders_.size() - 1 - random_.below(std::min<std::size_t>(orders_.size(), 4))];
  if (requisitions_.empty() || random_.below(3) == 0) {
    return ask("RequestParts", wang,
               fmt::format(R"({{"product":"pads","quantity":{}}})", 1 + random_.below(6)),
               {{"work_order", order.id}});
  }
  const std::map<std::string, std::string> path{{"requisition", random_.pick(requisitions_)}};
  const auto some = fmt::format(R"({{"quantity":{}}})", 1 + random_.below(6));
  switch (random_.below(6)) {
    case 0:
      return ask("RejectRequisition", keeper, R"({"reason":"没有"})", path);
    case 1:
      return ask("ChangeRequisition", keeper, some, path);
    case 2:
      return ask("ReturnParts", keeper,
                 fmt::format(R"({{"quantity":{},"reason":"没用上"}})", 1 + random_.below(3)), path);
    default:
      return ask("ApproveRequisition", keeper, "{}", path);
  }
}

Request Shop::of_money() {
  if (payments_.empty()) return new_order();
  const std::map<std::string, std::string> path{{"payment", random_.pick(payments_)}};
  if (random_.below(3) == 0) {
    return ask("ReversePayment", cashier, R"({"reason":"付错了"})", path);
  }
  return ask("RefundPayment", cashier,
             fmt::format(R"({{"amount":{},"reason":"退差价"}})",
                         fen(100 * (1 + static_cast<std::int64_t>(random_.below(300))))),
             path);
}

void Shop::learn(const Request& request, const Accepted& accepted) {
  const auto& name = request.type->name;
  if (!open()) {
    if (name == "RegisterVehicle") vehicle_ = accepted.id;
    if (name == "RecognizeCustomer") customer_.account = AccountId(accepted.id);
    ++opened_;
    return;
  }
  if (name == "CreateWorkOrder") orders_.push_back({accepted.id, "SUBMITTED"});
  if (name == "RequestParts") requisitions_.push_back(accepted.id);
  if (name == "StartPayment") payments_.push_back(member(accepted.members, "payment"));
  const auto state = member(accepted.members, "state");
  for (auto& order : orders_) {
    if (order.id != accepted.id) continue;
    if (!state.empty()) order.state = state;
    if (name == "IssueQuote") ++order.quote;
    if (name == "AcceptWorkOrder") order.technician = request.caller.account.text();
  }
}

}  // namespace fettle::sim
