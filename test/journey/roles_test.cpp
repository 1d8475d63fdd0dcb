// Who may give which command: everybody else is refused, and that is kept.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <set>

#include "commands/domain.hpp"
#include "test/journey/support/catalogue.hpp"

using namespace fettle::journey;

namespace {

const std::vector<std::string> roles{"customer", "technician", "front_desk", "manager",
                                     "finance",  "warehouse",  "operator"};

// Any id in place of each {parameter}: the role is looked at first.
std::string filled(std::string_view pattern) {
  std::string path;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '{') {
      path += "some-id";
      at = pattern.find('}', at);
    } else {
      path += pattern[at];
    }
  }
  return path;
}

std::string face_of(const std::string& path) { return path.substr(1, path.find('/', 1) - 1); }

std::string in_capitals(std::string word) {
  std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::toupper(c); });
  return word;
}

// A technician's token that is good for the display face only.
std::string for_the_board(const std::string& account) {
  auto output =
      shop()
          .served()
          .command({"token", "--role", "technician", "--account", account, "--face", "display"})
          .output;
  output.erase(output.find_last_not_of('\n') + 1);
  return output.substr(output.rfind('\n') + 1);
}

struct Denied {
  std::string account, command, role, face;
};

// Every route of every command, tried by every role that is not allowed.
std::vector<Denied> try_all(const fettle::Domain& domain) {
  std::vector<Denied> denied;
  for (const auto& [name, type] : domain.commands()) {
    for (const auto& route : type->routes) {
      const auto path = filled(route.path);
      for (const auto& role : roles) {
        if (std::ranges::find(type->roles, role) != type->roles.end()) continue;
        const auto caller = shop().with_role(role);
        const auto answer = caller.send(route.method, path, "{}");
        CAPTURE(name);
        CAPTURE(role);
        CHECK(answer.status == 403);
        CHECK(answer.code() == "role_not_allowed");
        denied.push_back({caller.account(), name, role, face_of(path)});
      }
    }
  }
  return denied;
}

Json trail_of(const std::string& account) {
  return shop().manager.list("/admin/audit?actor=" + account);
}

// A command that is accepted afterwards has a position behind everything that was recorded.
void pass_the_log() { accepted(shop().manager.post("/admin/stores", {{"name", "路标店"}})); }

}  // namespace

TEST_CASE("[AR-75:part] every command refuses every other role and leaves a row of the denial") {
  fettle::Domain domain;
  fettle::fill(domain);
  const auto denied = try_all(domain);
  CHECK(denied.size() > 100);
  pass_the_log();
  for (const auto& each : denied) {
    CAPTURE(each.command);
    CAPTURE(each.role);
    const auto trail = trail_of(each.account);
    REQUIRE(trail.size() == 1);
    const auto& row = trail.at(0);
    CHECK(row.at("outcome") == "DENIED");
    CHECK(row.at("code") == "role_not_allowed");
    CHECK(row.at("action") == each.command);
    CHECK(row.at("role") == each.role);
    CHECK(row.at("face") == each.face);
    CHECK(row.at("trace_id").get<std::string>().size() == 32);
  }
}

TEST_CASE("[AR-01:part] [AR-02:part] no role gets past a face that is not its own, on any route") {
  const std::set<std::string> shop_roles{"front_desk", "manager", "finance", "warehouse",
                                         "operator"};
  auto technical = shop_roles;
  technical.insert("technician");
  const std::map<std::string, std::set<std::string>> insiders{
      {"mp", {"customer"}}, {"tech", technical}, {"admin", shop_roles}};
  std::ifstream file(FETTLE_SOURCE_ROOT "/schemas/published/openapi.json");
  const auto document = Json::parse(file);
  int tried = 0;
  for (const auto& [path, operations] : document.at("paths").items()) {
    for (const auto& [verb, operation] : operations.items()) {
      if (!operation.contains("x-roles")) continue;  // open to all: a login, a callback
      const std::set<std::string> allowed = operation.at("x-roles");
      for (const auto& role : roles) {
        CAPTURE(path);
        CAPTURE(role);
        const bool inside = insiders.at(face_of(path)).contains(role);
        if (allowed.contains(role)) CHECK(inside);
        if (inside) continue;
        const auto answer =
            shop().with_role(role).send(in_capitals(verb), filled(path), verb == "get" ? "" : "{}");
        CHECK(answer.status == 403);
        CHECK(answer.code() == "role_not_allowed");
        ++tried;
      }
    }
  }
  CHECK(tried > 150);
}

TEST_CASE("[AR-01:part] [AR-75:part] every kind of denial leaves one row that says why") {
  WorkOrder order(shop());
  order.to("ACCEPTED");
  const std::string start = "/tech/work-orders/{work_order}/start-diagnosis";
  const auto path = order.path(start);
  auto& served = shop().served();
  const Caller stranger(served, {served.fresh("stranger"), "technician", {}, "north"});
  const auto narrow = served.fresh("narrow");
  const auto other = shop().technician();
  const auto customer = shop().customer(), curious = shop().with_role("technician");
  CHECK(stranger.post(path).code() == "wrong_tenant");
  CHECK(ask(served, "POST", path, "", {{"Authorization", "Bearer " + for_the_board(narrow)}})
            .code() == "wrong_face");
  CHECK(other.post(path).code() == "not_assigned");
  CHECK(customer.post(path).code() == "role_not_allowed");
  CHECK(curious.get("/admin/audit").code() == "role_not_allowed");
  pass_the_log();
  const auto check_row = [](const std::string& account, const std::string& action,
                            const std::string& object, const std::string& code) {
    CAPTURE(code);
    const auto trail = shop().manager.list("/admin/audit?outcome=DENIED&actor=" + account);
    REQUIRE(trail.size() == 1);
    CHECK(trail.at(0).at("code") == code);
    CHECK(trail.at(0).at("action") == action);
    CHECK(trail.at(0).at("object_id") == object);
    CHECK(trail.at(0).at("trace_id").get<std::string>().size() == 32);
  };
  check_row(stranger.account(), "POST " + start, order.id, "wrong_tenant");
  check_row(narrow, "POST " + start, order.id, "wrong_face");
  check_row(other.account(), "StartDiagnosis", order.id, "not_assigned");
  check_row(customer.account(), "StartDiagnosis", order.id, "role_not_allowed");
  check_row(curious.account(), "GET /admin/audit", "", "role_not_allowed");
  CHECK(order.shown().at("version") == order.version());
}

TEST_CASE("[AR-33:part] a technician changes no price and no payment, and the try is kept") {
  WorkOrder order(shop());
  order.to("READY_TO_PAY");
  const auto before = order.shown();
  const std::string admin = "/admin/work-orders/{work_order}/";
  const std::vector<std::pair<std::string, Json>> tries{
      {admin + "quotes", quote_of(1)},
      {admin + "approve-quote", {{"quote_version", 1}}},
      {admin + "reject-quote", {{"quote_version", 1}, {"reason", "太贵"}}},
      {admin + "record-payment", {{"quote_version", 1}, {"amount", money(usual_fen)}}},
      {"/mp/work-orders/{work_order}/payments", {{"quote_version", 1}}},
      {admin + "close", Json::object()}};
  for (const auto& [pattern, body] : tries) {
    CAPTURE(pattern);
    const auto answer = order.post(order.technician, pattern, body);
    CHECK(answer.status == 403);
    CHECK(answer.code() == "role_not_allowed");
  }
  pass_the_log();
  CHECK(order.shown() == before);
  const auto trail = trail_of(order.technician.account());
  CHECK(std::ranges::count_if(trail, [&](const Json& row) {
          return row.at("outcome") == "DENIED" && row.at("object_id") == order.id;
        }) == static_cast<std::ptrdiff_t>(tries.size()));
}

TEST_CASE("[AR-75:part] an accepted command is one row with who, when, what, before and after") {
  WorkOrder order(shop());
  const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  const auto answer =
      order.post(order.technician, "/tech/work-orders/{work_order}/accept", {{"bay", "b1"}},
                 {{"traceparent", "00-" + trace + "-00f067aa0ba902b7-01"}});
  REQUIRE(answer.accepted());
  const auto trail = shop().manager.list("/admin/audit?trace=" + trace);
  REQUIRE(trail.size() == 1);
  const auto& row = trail.at(0);
  CHECK(row.at("actor") == order.technician.account());
  CHECK(row.at("role") == "technician");
  CHECK(row.at("at").get<std::string>() > "2020");
  CHECK(row.at("object_id") == order.id);
  CHECK(row.at("before").dump().find("SUBMITTED") != std::string::npos);
  CHECK(row.at("after").dump().find("ACCEPTED") != std::string::npos);
  CHECK(row.at("trace_id") == trace);
  const auto at = row.at("at").get<std::string>();
  const auto between = shop().manager.list("/admin/audit?object=" + order.id + "&from=" + at);
  CHECK(between.size() == 1);
  for (const auto& method : {"DELETE", "PUT", "PATCH", "POST"}) {
    CHECK(shop().manager.send(method, "/admin/audit", "{}").status == 405);
  }
}

TEST_CASE("a denial costs one row, many denials of one caller are counted") {
  const auto customer = shop().with_role("customer");
  unsigned forbidden = 0, too_many = 0;
  for (int i = 0; i < 70; ++i) {
    const auto answer = customer.post("/admin/stores", {{"name", "假店"}});
    forbidden += answer.status == 403;
    too_many += answer.status == 429 && answer.code() == "too_many_denials";
  }
  CHECK(forbidden == 60);
  CHECK(too_many == 10);
  pass_the_log();
  CHECK(trail_of(customer.account()).size() == 60);
}
