// The same command sent again: the first answer again, and nothing done twice.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "commands/domain.hpp"
#include "test/journey/support/catalogue.hpp"

using namespace fettle::journey;

namespace {

struct Sent {
  Entry entry;
  Request request;
  std::string key;
  Answer first;
};

std::vector<Sent> send_each(Shop& shop) {
  std::vector<Sent> all;
  for (auto& entry : catalogue()) {
    auto request = entry.make(shop);
    const auto key = shop.served().fresh_key();
    auto first = request.send(key);
    all.push_back({std::move(entry), std::move(request), key, std::move(first)});
  }
  return all;
}

void check_repeat(const Sent& sent) {
  CAPTURE(sent.entry.route);
  const auto again = sent.request.send(sent.key);
  CHECK(again.status == sent.first.status);
  CHECK(again.text == sent.first.text);
  CHECK(again.header("idempotency-replayed") == "true");
}

// The customer creates, confirms and pays: the three that must carry a UUID.
std::vector<Entry> bound_to_a_key() {
  std::vector<Entry> found;
  for (auto& entry : catalogue()) {
    if (entry.command == "CreateWorkOrder" || entry.command == "ConfirmQuote" ||
        entry.command == "StartPayment") {
      found.push_back(std::move(entry));
    }
  }
  return found;
}

// One row of the audit trail a commit.
std::size_t commits_of(const Caller& caller, const std::string& route) {
  const auto trail = shop().manager.list("/admin/audit?actor=" + caller.account());
  return static_cast<std::size_t>(std::count_if(
      trail.begin(), trail.end(), [&](const Json& row) { return row.at("action") == route; }));
}

}  // namespace

TEST_CASE("the catalogue has every route of every command") {
  fettle::Domain domain;
  fettle::fill(domain);
  std::set<std::string> declared, tried;
  for (const auto& [name, type] : domain.commands()) {
    for (const auto& route : type->routes) {
      declared.insert(std::string(route.method) + " " + std::string(route.path));
    }
  }
  for (const auto& entry : catalogue()) tried.insert(entry.route);
  CHECK(declared == tried);
}

TEST_CASE("[AR-23] a repeated command gets its first answer, also after a restart") {
  const auto all = send_each(shop());
  for (const auto& sent : all) {
    CAPTURE(sent.entry.route);
    CHECK_MESSAGE(sent.first.accepted(), sent.first.text);
    CHECK(sent.first.body.contains("position"));
    check_repeat(sent);
  }
  shop().served().restart();
  for (const auto& sent : all) check_repeat(sent);
  shop().served().kill();
  shop().served().start();
  for (const auto& sent : all) check_repeat(sent);
}

TEST_CASE("[AR-22] creating, confirming and paying need a UUID as key") {
  for (const auto& entry : bound_to_a_key()) {
    CAPTURE(entry.route);
    const auto request = entry.make(shop());
    for (const auto* key : {"", "order-1", "\"not a uuid\""}) {
      const auto answer = request.send(key);
      CHECK(answer.status == 400);
      CHECK(answer.code() == "idempotency_key_required");
      CHECK(answer.field_code("Idempotency-Key") == "field_missing");
    }
    const auto key = shop().served().fresh_key();
    CHECK(request.send("\"" + key + "\"").accepted());
    CHECK(request.send(key).header("idempotency-replayed") == "true");
  }
}

TEST_CASE("[AR-22] fifty repeats at once give one event and one answer") {
  for (const auto& entry : bound_to_a_key()) {
    CAPTURE(entry.route);
    const auto request = entry.make(shop());
    const auto key = shop().served().fresh_key();
    const auto before = commits_of(request.by, entry.route);
    std::vector<Answer> answers(50);
    {
      std::vector<std::jthread> callers;
      for (auto& answer : answers) {
        callers.emplace_back([&request, &key, &answer] { answer = request.send(key); });
      }
    }
    for (const auto& answer : answers) {
      CHECK(answer.status == answers.front().status);
      CHECK(answer.text == answers.front().text);
      CHECK(answer.accepted());
    }
    CHECK(commits_of(request.by, entry.route) == before + 1);
  }
}

TEST_CASE("[AR-24] a used key is a record that an administrator can read") {
  const auto customer = shop().customer();
  const Json body{{"vin", shop().fresh_vin()}, {"model", "比亚迪汉"}};
  const auto key = shop().served().fresh_key();
  const auto first = accepted(customer.post("/mp/vehicles", body, {{"Idempotency-Key", key}}));
  const auto records = shop().manager.list("/admin/idempotency-keys?key=" + key);
  REQUIRE(records.size() == 1);
  const auto& record = records.at(0);
  CHECK(record.at("key") == key);
  CHECK(record.at("route") == "POST /mp/vehicles");
  CHECK(record.at("request_hash").get<std::string>().size() >= 32);
  CHECK(record.at("response_body") == first.body);
  CHECK(record.at("status") == 201);
  CHECK(record.at("created_at").get<std::string>().ends_with("Z"));
  CHECK(customer.get("/admin/idempotency-keys").status == 403);
}

TEST_CASE("[AR-24] a key with another body or another route is refused") {
  const auto customer = shop().customer();
  const auto key = shop().served().fresh_key();
  const Headers with_key{{"Idempotency-Key", key}};
  Json body{{"vin", shop().fresh_vin()}, {"model", "比亚迪汉"}};
  const auto first = accepted(customer.post("/mp/vehicles", body, with_key));
  const auto vehicle = first.id();
  body["model"] = "比亚迪唐";
  const auto other_body = customer.post("/mp/vehicles", body, with_key);
  CHECK(other_body.status == 422);
  CHECK(other_body.code() == "idempotency_key_reused");
  const auto other_route = customer.send("PATCH", "/mp/vehicles/" + vehicle, body.dump(), with_key);
  CHECK(other_route.status == 422);
  CHECK(other_route.code() == "idempotency_key_reused");
  CHECK(customer.list("/mp/vehicles").size() == 1);
  CHECK(customer.get("/mp/vehicles/" + vehicle).body.at("model") == "比亚迪汉");
  CHECK(
      accepted(shop().customer().post(
                   "/mp/vehicles", {{"vin", shop().fresh_vin()}, {"model", "比亚迪唐"}}, with_key))
          .id() != vehicle);
}
