// One connection to the product: what it says no to leaves it in step, or ends it in words.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

struct Bad {
  std::string what;
  unsigned status;
  std::string code, method, path, body, headers;
};

// A front desk's connection to one order.
struct Line {
  Line() : bearer("Authorization: Bearer " + served.token({"the-front_desk", "front_desk"})) {}

  std::string path(std::string_view command) const {
    return order.path("/admin/work-orders/{work_order}/" + std::string(command));
  }
  std::optional<http::test::Reply> ask(const Bad& bad) {
    return client.ask(bad.method, bad.path, bad.body, bad.headers);
  }
  // The good command: one note, one version.
  void check_note() {
    const auto reply = client.ask("POST", path("notes"), R"({"note":"仍在"})", json());
    REQUIRE(reply);
    CHECK(reply->status == 200);
    CHECK(Json::parse(reply->body).at("version") == ++version);
  }
  std::string json(const std::string& more = "") const {
    return bearer + "\r\nContent-Type: application/json\r\n" + more;
  }

  Served& served = shop().served();
  WorkOrder order{shop()};
  std::int64_t version = order.version();
  std::string bearer;
  http::test::Client client{served.port()};
};

std::vector<Bad> bad_requests(const Line& line) {
  const auto notes = line.path("notes"), json = line.json();
  const std::string note = R"({"note":"一"})", brackets(100'000, '[');
  return {
      {"no JSON", 400, "json_malformed", "POST", notes, "note=no", json},
      {"100 000 brackets", 400, "json_too_deep", "POST", notes,
       R"({"note":)" + brackets + std::string(100'000, ']') + "}", json},
      {"100 000 open brackets", 400, "json_malformed", "POST", notes, brackets, json},
      {"a weak version", 400, "if_match_malformed", "POST", notes, note,
       line.json("If-Match: W/\"1\"\r\n")},
      {"no token", 401, "token_missing", "POST", notes, note, "Content-Type: application/json\r\n"},
      {"another's face", 403, "role_not_allowed", "POST", "/mp/vehicles", "{}", json},
      {"an unknown order", 404, "work_order_unknown", "POST", "/admin/work-orders/none/notes", note,
       json},
      {"a wrong verb", 405, "method_not_allowed", "DELETE", notes, "", json},
      {"a wrong state", 409, "wrong_state", "POST", line.path("close"), "{}", json},
      {"a stale version", 412, "version_mismatch", "POST", notes, note,
       line.json("If-Match: \"99\"\r\n")},
      {"a version that cannot be", 412, "version_mismatch", "POST", notes, note,
       line.json("If-Match: \"abc\"\r\n")},
      {"another media type", 415, "content_type_unsupported", "POST", notes, note,
       line.bearer + "\r\nContent-Type: text/plain\r\n"},
      {"a bad field", 422, "invalid_fields", "POST", notes, R"({"note":7})", json},
  };
}

}  // namespace

TEST_CASE("after each kind of bad request the same connection takes a good one") {
  Line line;
  line.check_note();
  for (const auto& bad : bad_requests(line)) {
    CAPTURE(bad.what);
    const auto reply = line.ask(bad);
    REQUIRE(reply);
    CHECK(reply->status == bad.status);
    CHECK(Json::parse(reply->body).at("code") == bad.code);
    CHECK(!reply->headers.contains("connection"));
    line.check_note();
  }
}

TEST_CASE("good and bad requests that were sent ahead are answered in their order") {
  Line line;
  const auto bad = bad_requests(line);
  std::string all;
  for (const auto& one : bad) {
    all += http::test::request(one.method, one.path, one.body, one.headers);
    all += http::test::request("POST", line.path("notes"), R"({"note":"又"})", line.json());
  }
  REQUIRE(line.client.send(all));
  for (const auto& one : bad) {
    CAPTURE(one.what);
    const auto refused = line.client.receive();
    const auto taken = line.client.receive();
    REQUIRE(refused);
    REQUIRE(taken);
    CHECK(refused->status == one.status);
    CHECK(taken->status == 200);
    CHECK(Json::parse(taken->body).at("version") == ++line.version);
  }
}

TEST_CASE("a chunked body of 100 MB is refused, and its connection ends") {
  Line line;
  REQUIRE(line.client.send("POST " + line.path("notes") + " HTTP/1.1\r\nHost: shop\r\n" +
                           line.json("Transfer-Encoding: chunked\r\n\r\n")));
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  for (int sent = 0; sent < 1'600 && line.client.send(chunk); ++sent) {
  }
  const auto reply = line.client.receive();
  REQUIRE(reply);
  CHECK(reply->status == 413);
  CHECK(Json::parse(reply->body).at("code") == "body_too_large");
  CHECK(reply->headers.at("connection") == "close");
  CHECK(line.client.ended());
  CHECK(line.order
            .post(shop().front_desk, "/admin/work-orders/{work_order}/notes", {{"note", "仍在"}})
            .version() == line.version + 1);
}
