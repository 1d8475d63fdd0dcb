// The whole edge through sockets: router, gate, limits, health, metrics, access log.
#include <doctest/doctest.h>

#include <mutex>
#include <nlohmann/json.hpp>

#include "adapters/http/access_log.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/health.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/request_meter.hpp"
#include "test/http/serving.hpp"
#include "test/support/nothing_revoked.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace fettle::http::test;

namespace {

const TokenKey key{"k1", TokenAlgorithm::hs256, std::string(32, 's'), {}};

struct Edge {
  explicit Edge(RateSettings address = {}, RateSettings token = {})
      : per_address(address, wall_clock), per_token(token, wall_clock) {
    router.measure(meter);
    router.add(Method::get, "/mp/me", gate.guard([](Call call, Responder responder) {
      responder(json(200, call.caller->account.text() + "@" + call.routed.tenant.text()));
    }));
    router.add(Method::post, "/mp/login",
               gate.open([](Routed, Responder responder) { responder(empty(204)); }));
    router.add(Method::get, "/metrics",
               [this](Routed, Responder responder) { responder(metrics_page(metrics)); });
    add_health_routes(router, {{"log", [this]() { return log_trouble; }}});
    ServerSettings settings;
    settings.refused = [this](unsigned status) { meter.refused(status); };
    server = serve(std::ref(router), settings);
  }

  Client client() const { return Client(server->port()); }

  fettle::test::NothingRevoked none;
  Tokens tokens{{key}, none, wall_clock, 100};
  RateLimit per_address, per_token;
  PrometheusMetrics metrics;
  RequestMeter meter{metrics, wall_clock};
  std::vector<std::string> denied;
  Gate gate{tokens, per_address, per_token, [this](Call call, Rejection why, Responder responder) {
              denied.push_back(call.caller->account.text() + " " + why.code);
              responder(to_response(why));
            }};
  std::optional<std::string> log_trouble;
  Router router{{standard_faces(), TenantId("home")}};
  std::unique_ptr<Server> server;
};

std::string bearer(const std::string& account, std::optional<std::string> face = {}) {
  const auto now = wall_clock.now();
  const Credential credential{
      AccountId(account), TenantId("home"), "customer", "jti-" + account,           std::nullopt,
      std::move(face),    std::nullopt,     now,        now + std::chrono::hours(1)};
  return "Authorization: Bearer " + *issue_token(key, credential) + "\r\n";
}

}  // namespace

TEST_CASE("a caller with a token passes the gate, one without gets 401 and how to ask") {
  const Edge edge;
  auto client = edge.client();
  CHECK(client.ask("GET", "/mp/me", {}, bearer("lin"))->body == "lin@home");
  const auto nobody = client.ask("GET", "/mp/me");
  CHECK(nobody->status == 401);
  CHECK(nobody->headers.at("www-authenticate").starts_with("Bearer"));
  CHECK(nobody->body.find("token_missing") != std::string::npos);
  CHECK(client.ask("POST", "/mp/login", "{}")->status == 204);
  CHECK(client.ask("DELETE", "/mp/me")->status == 405);
  CHECK(client.ask("GET", "/mp/%zz")->status == 400);
}

TEST_CASE("another tenant's token is refused, and whoever records denials is told") {
  const Edge edge;
  const auto reply = edge.client().ask("GET", "/north/mp/me", {}, bearer("lin"));
  CHECK(reply->status == 403);
  CHECK(reply->body.find("wrong_tenant") != std::string::npos);
  CHECK(edge.denied == std::vector<std::string>{"lin wrong_tenant"});
}

TEST_CASE("a token for one face is refused on another") {
  const Edge edge;
  CHECK(edge.client().ask("GET", "/mp/me", {}, bearer("tab", "mp"))->status == 200);
  const auto reply = edge.client().ask("GET", "/mp/me", {}, bearer("tab", "display"));
  CHECK(reply->status == 403);
  CHECK(reply->body.find("wrong_face") != std::string::npos);
}

TEST_CASE("[AR-73] above the rate of its token a caller gets 429 with Retry-After, others do not") {
  const Edge edge({}, {.per_second = 1, .burst = 3});
  auto client = edge.client();
  std::optional<Reply> last;
  int served = 0;
  for (int i = 0; i < 20; ++i) {
    last = client.ask("GET", "/mp/me", {}, bearer("lin"));
    if (last->status == 200) ++served;
  }
  CHECK(served >= 3);
  CHECK(served < 20);
  CHECK(last->status == 429);
  CHECK(last->headers.at("retry-after") == "1");
  CHECK(last->body.find("too_many_requests") != std::string::npos);
  CHECK(client.ask("GET", "/mp/me", {}, bearer("wu"))->status == 200);
}

TEST_CASE("[AR-73] above the rate of an address every route behind the gate gives 429") {
  const Edge edge({.per_second = 1, .burst = 2}, {});
  auto client = edge.client();
  std::optional<Reply> last;
  for (int i = 0; i < 20; ++i) last = client.ask("POST", "/mp/login", "{}");
  CHECK(last->status == 429);
  CHECK(client.ask("GET", "/mp/me", {}, bearer("lin"))->status == 429);
  CHECK(client.ask("GET", "/health")->status == 200);
}

TEST_CASE("health answers always, readiness says what is missing") {
  Edge edge;
  auto client = edge.client();
  CHECK(client.ask("GET", "/health")->body == "{\"status\":\"up\"}");
  CHECK(client.ask("GET", "/ready")->body == "{\"ready\":true,\"checks\":{\"log\":\"ready\"}}");
  edge.log_trouble = "recovering";
  const auto reply = client.ask("GET", "/ready");
  CHECK(reply->status == 503);
  CHECK(reply->headers.at("retry-after") == "1");
  CHECK(nlohmann::json::parse(reply->body)["checks"]["log"] == "recovering");
  CHECK(client.ask("GET", "/health")->status == 200);
}

TEST_CASE("metrics count requests by face, method and status, also the refused") {
  const Edge edge;
  auto client = edge.client();
  client.ask("GET", "/mp/me", {}, bearer("lin"));
  client.ask("GET", "/mp/me", {}, bearer("lin"));
  client.ask("GET", "/mp/me");
  client.ask("GET", "/nowhere");
  auto rude = edge.client();
  rude.send("what?\r\n\r\n");
  CHECK(rude.receive()->status == 400);
  const auto page = client.ask("GET", "/metrics");
  CHECK(page->headers.at("content-type").starts_with("text/plain; version=0.0.4"));
  for (const auto* line :
       {"fettle_http_requests_total{face=\"mp\",method=\"GET\",status=\"200\"} 2",
        "fettle_http_requests_total{face=\"mp\",method=\"GET\",status=\"401\"} 1",
        "fettle_http_requests_total{face=\"none\",method=\"GET\",status=\"404\"} 1",
        "fettle_http_request_seconds_count{face=\"mp\",method=\"GET\"} 3",
        "fettle_http_refused_total{status=\"400\"} 1", "fettle_http_requests_in_flight 1"}) {
    CAPTURE(line);
    CHECK(page->body.find(line) != std::string::npos);
  }
}

TEST_CASE("the series of a name are bounded") {
  PrometheusMetrics metrics;
  const auto count = [&](std::size_t i) {
    metrics.counter({"fettle_test_total", "A test."}, {{"who", std::to_string(i)}}).add(1);
  };
  for (std::size_t i = 0; i < series_max + 50; ++i) count(i);
  count(7);
  const auto text = metrics.text();
  CHECK(text.find("fettle_test_total{who=\"7\"} 2") != std::string::npos);
  CHECK(text.find("fettle_test_total{who=\"other\"} 50") != std::string::npos);
}

TEST_CASE("gauges and histograms keep what they are told") {
  PrometheusMetrics metrics;
  auto& gauge = metrics.gauge({"fettle_lag", "Lag."}, {});
  gauge.set(5);
  gauge.add(-2);
  metrics.histogram({"fettle_seconds", "Time."}, {}, {0.1, 1}).observe(0.5);
  const auto text = metrics.text();
  CHECK(text.find("fettle_lag 3") != std::string::npos);
  CHECK(text.find("fettle_seconds_bucket{le=\"0.1\"} 0") != std::string::npos);
  CHECK(text.find("fettle_seconds_bucket{le=\"1\"} 1") != std::string::npos);
}

TEST_CASE("the access log has one JSON line a request, without its query") {
  std::mutex mutex;
  std::vector<std::string> lines;
  const auto server = serve(with_access_log(
      echo,
      [&](std::string_view line) {
        const std::lock_guard lock(mutex);
        lines.emplace_back(line);
      },
      wall_clock));
  Client client(server->port());
  client.ask("GET", "/mp/\"odd\"?phone=13800000000");
  const std::lock_guard lock(mutex);
  REQUIRE(lines.size() == 1);
  const auto line = nlohmann::json::parse(lines.front());
  CHECK(line["method"] == "GET");
  CHECK(line["path"] == "/mp/\"odd\"");
  CHECK(line["status"] == 200);
  CHECK(line["peer"] == "127.0.0.1");
}
