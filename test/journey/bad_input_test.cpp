// Bad input gets a problem with a stable code, and the order stays as it was.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

const std::string cancel = "/mp/work-orders/{work_order}/cancel";

struct Bad {
  std::string what, body;
  unsigned status;
  std::string code;
  std::string field, field_code;  // when the problem names one
};

std::vector<Bad> bad_bodies() {
  const std::string deep(40, '[');
  return {
      {"no JSON", "reason=no", 400, "json_malformed", "", ""},
      {"half a JSON", R"({"reason":"no")", 400, "json_malformed", "", ""},
      {"not an object", R"(["no"])", 422, "invalid_fields", "", "field_type"},
      {"a wrong type", R"({"reason":5})", 422, "invalid_fields", "reason", "field_type"},
      {"an unknown field", R"({"reason":"no","force":true})", 422, "invalid_fields", "force",
       "field_unknown"},
      {"a missing field", "{}", 422, "invalid_fields", "reason", "field_missing"},
      {"an empty text", R"({"reason":""})", 422, "invalid_fields", "reason", "field_length"},
      {"a text too long", R"({"reason":")" + std::string(501, 'x') + R"("})", 422, "invalid_fields",
       "reason", "field_length"},
      {"a control character", R"({"reason":"a\u0007b"})", 422, "invalid_fields", "reason",
       "field_pattern"},
      {"invalid UTF-8", "{\"reason\":\"\xff\xfe\"}", 400, "json_not_utf8", "", ""},
      {"a member twice", R"({"reason":"a","reason":"b"})", 400, "json_duplicate_member", "", ""},
      {"deep nesting", R"({"reason":)" + deep + std::string(40, ']') + "}", 400, "json_too_deep",
       "", ""},
  };
}

std::vector<Bad> bad_numbers() {
  const auto version = [](const std::string& value) {
    return R"({"quote_version":)" + value + "}";
  };
  const std::string field = "quote_version";
  return {
      {"zero", version("0"), 422, "invalid_fields", field, "field_range"},
      {"below zero", version("-1"), 422, "invalid_fields", field, "field_range"},
      {"too large", version("1000001"), 422, "invalid_fields", field, "field_range"},
      {"beyond 64 bits", version("9223372036854775808"), 422, "invalid_fields", field,
       "field_range"},
      {"beyond 64 bits unsigned", version("18446744073709551616"), 422, "invalid_fields", field,
       "field_range"},
      {"below 64 bits", version("-9223372036854775809"), 422, "invalid_fields", field,
       "field_range"},
      {"beyond a double", version("1e400"), 422, "invalid_fields", field, "field_range"},
      {"a fraction", version("1.5"), 422, "invalid_fields", field, "field_type"},
      {"a text", version("\"1\""), 422, "invalid_fields", field, "field_type"},
  };
}

// The order has the version it had: with If-Match an unnoticed event would be a 412.
void check_untouched(WorkOrder& order) {
  const Headers same{{"If-Match", "\"" + std::to_string(order.version()) + "\""}};
  CHECK(order
            .post(shop().front_desk, "/admin/work-orders/{work_order}/notes", {{"note", "仍在"}},
                  same)
            .accepted());
}

void check_bad(WorkOrder& order, const std::string& pattern, const Bad& bad) {
  CAPTURE(bad.what);
  const auto answer = order.customer.send("POST", order.path(pattern), bad.body);
  CHECK(answer.status == bad.status);
  CHECK(answer.code() == bad.code);
  CHECK(answer.header("content-type") == "application/problem+json");
  CHECK(answer.body.value("type", "") == "/problems/" + bad.code);
  CHECK(answer.field_code(bad.field) == bad.field_code);
  check_untouched(order);
}

http::test::Client connection() { return http::test::Client(shop().served().port()); }

std::string head_of(const WorkOrder& order, std::size_t size) {
  return "POST " + order.path(cancel) + " HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer " +
         shop().served().token({order.customer.account(), "customer"}) +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(size) +
         "\r\n\r\n";
}

}  // namespace

TEST_CASE("a body that is wrong gets a stable code that names the field") {
  WorkOrder order(shop());
  for (const auto& bad : bad_bodies()) check_bad(order, cancel, bad);
}

TEST_CASE("a number out of range gets a stable code that names the field") {
  WorkOrder order(shop());
  order.to("QUOTED");
  for (const auto& bad : bad_numbers()) {
    check_bad(order, "/mp/work-orders/{work_order}/confirm-quote", bad);
  }
}

TEST_CASE("all bad fields of a body are named at once") {
  const auto answer = shop().front_desk.post("/admin/customers",
                                             {{"name", 7}, {"phone", "abc"}, {"colour", "red"}});
  CHECK(answer.status == 422);
  CHECK(answer.field_code("name") == "field_type");
  CHECK(!answer.field_code("phone").empty());
  CHECK(answer.field_code("colour") == "field_unknown");
}

TEST_CASE("a body of another media type is refused") {
  WorkOrder order(shop());
  const auto answer = order.customer.send("POST", order.path(cancel), R"({"reason":"no"})",
                                          {{"Content-Type", "text/plain"}});
  CHECK(answer.status == 415);
  CHECK(answer.code() == "content_type_unsupported");
  check_untouched(order);
}

TEST_CASE("a body of 100 MB is refused before it is read, and the connection closed") {
  WorkOrder order(shop());
  auto client = connection();
  REQUIRE(client.send(head_of(order, 100'000'000)));
  const auto reply = client.receive();
  REQUIRE(reply);
  CHECK(reply->status == 413);
  CHECK(Json::parse(reply->body).at("code") == "body_too_large");
  CHECK(reply->headers.at("connection") == "close");
  check_untouched(order);
}

TEST_CASE("a wrong verb, an unknown path and an unknown id are told apart") {
  WorkOrder order(shop());
  const auto path = order.path(cancel);
  const auto verb = order.customer.send("DELETE", path, "");
  CHECK(verb.status == 405);
  CHECK(verb.code() == "method_not_allowed");
  CHECK(verb.header("allow").find("POST") != std::string::npos);
  const auto nowhere = order.customer.post("/mp/no-such-thing");
  CHECK(nowhere.status == 404);
  CHECK(nowhere.code() == "path_unknown");
  const auto unknown =
      order.customer.post("/mp/work-orders/no-such-order/cancel", {{"reason", "no"}});
  CHECK(unknown.status == 404);
  CHECK(unknown.code() == "work_order_unknown");
  CHECK(order.customer.get("/mp/work-orders/no-such-order").status == 404);
  CHECK(order.customer.post("/mp/work-orders/no%2Fid/cancel", {{"reason", "no"}}).status / 100 ==
        4);
  check_untouched(order);
}

TEST_CASE("another's order is as if it were not there") {
  WorkOrder order(shop());
  const auto other = shop().customer();
  const auto answer = order.post(other, cancel, {{"reason", "no"}});
  CHECK(answer.status == 404);
  CHECK(answer.code() == "work_order_unknown");
  CHECK(other.get(order.path("/mp/work-orders/{work_order}")).status == 404);
  const Headers guess{{"If-Match", "\"1\""}};
  const auto guessed = order.post(other, cancel, {{"reason", "no"}}, guess);
  CHECK(guessed.status == 404);
  CHECK(guessed.text.find("version") == std::string::npos);
  const auto nothing =
      other.post("/mp/work-orders/no-such-order/cancel", {{"reason", "no"}}, guess);
  CHECK(nothing.status == 404);
  CHECK(nothing.code() == guessed.code());
  order.to("ACCEPTED");
  const auto technician =
      order.post(shop().technician(), "/tech/work-orders/{work_order}/start-diagnosis");
  CHECK(technician.status == 403);
  CHECK(technician.code() == "not_assigned");
  check_untouched(order);
}

TEST_CASE("another tenant's token is refused, by name") {
  WorkOrder order(shop());
  const Caller stranger(shop().served(), {order.customer.account(), "customer", {}, "north"});
  const auto answer = order.post(stranger, cancel, {{"reason", "no"}});
  CHECK(answer.status == 403);
  CHECK(answer.code() == "wrong_tenant");
  CHECK(stranger.get("/mp/work-orders").code() == "wrong_tenant");
  check_untouched(order);
}

TEST_CASE("a stale version and a version that cannot be are refused") {
  WorkOrder order(shop());
  const auto stale =
      order.post(order.customer, cancel, {{"reason", "no"}}, {{"If-Match", "\"7\""}});
  CHECK(stale.status == 412);
  CHECK(stale.code() == "version_mismatch");
  const auto weak = order.post(order.customer, cancel, {{"reason", "no"}}, {{"If-Match", "W/1"}});
  CHECK(weak.status == 400);
  CHECK(weak.code() == "if_match_malformed");
  check_untouched(order);
}

TEST_CASE("a key that was used for something else is refused") {
  WorkOrder order(shop());
  const auto key = shop().served().fresh_key();
  CHECK(shop()
            .front_desk
            .post(order.path("/admin/work-orders/{work_order}/notes"), {{"note", "一"}},
                  {{"Idempotency-Key", key}})
            .accepted());
  const auto reused = shop().front_desk.post(order.path("/admin/work-orders/{work_order}/notes"),
                                             {{"note", "二"}}, {{"Idempotency-Key", key}});
  CHECK(reused.status == 422);
  CHECK(reused.code() == "idempotency_key_reused");
  const auto bad = order.post(order.customer, cancel, {{"reason", "no"}},
                              {{"Idempotency-Key", std::string(200, 'k')}});
  CHECK(bad.status == 400);
  CHECK(bad.code() == "idempotency_key_malformed");
  const auto notes = order.shown().at("timeline");
  CHECK(notes.size() == 2);
}

TEST_CASE("a position that is no position is refused") {
  const auto customer = shop().customer();
  CHECK(customer.get("/mp/vehicles", {{"Fettle-Position", "newest"}}).code() ==
        "position_malformed");
  const auto other_log = customer.get("/mp/vehicles", {{"Fettle-Position", "elsewhere:0:1"}});
  CHECK(other_log.status == 412);
}
