// Refusals and faults as problem details.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "adapters/http/json_text.hpp"
#include "adapters/http/problem.hpp"

using namespace fettle;
using namespace fettle::http;

TEST_CASE("a rejection names its type, status, code and every bad field") {
  const Rejection no{Refusal::rule,
                     "fields_invalid",
                     "two fields",
                     {{"lines.2.amount", "out_of_range", "below 0"}, {"vin", "missing", ""}}};
  const auto response = to_response(no);
  CHECK(response.status == 422);
  CHECK(response.content_type == "application/problem+json");
  const auto body = nlohmann::json::parse(response.body);
  CHECK(body["type"] == "/problems/fields_invalid");
  CHECK(body["title"] == "Unprocessable Content");
  CHECK(body["status"] == 422);
  CHECK(body["code"] == "fields_invalid");
  CHECK(body["detail"] == "two fields");
  REQUIRE(body["errors"].size() == 2);
  CHECK(body["errors"][0]["field"] == "lines.2.amount");
  CHECK(body["errors"][0]["code"] == "out_of_range");
  CHECK(body["errors"][1]["field"] == "vin");
}

TEST_CASE("each kind of refusal has the status that was agreed") {
  const std::pair<Refusal, unsigned> agreed[] = {
      {Refusal::malformed, 400},   {Refusal::unauthorized, 401}, {Refusal::forbidden, 403},
      {Refusal::not_found, 404},   {Refusal::wrong_method, 405}, {Refusal::too_slow, 408},
      {Refusal::wrong_state, 409}, {Refusal::stale, 412},        {Refusal::too_large, 413},
      {Refusal::wrong_type, 415},  {Refusal::rule, 422},         {Refusal::key_reused, 422},
      {Refusal::too_many, 429},
  };
  for (const auto& [kind, status] : agreed) CHECK(status_of(kind) == status);
}

TEST_CASE("a fault says when to try again, and nothing of what an operator would see") {
  const auto response =
      to_response(Fault{FaultKind::unavailable, "log_unavailable", "/var/lib/secret: EIO"});
  CHECK(response.status == 503);
  CHECK(response.body.find("secret") == std::string::npos);
  CHECK(response.body.find("log_unavailable") != std::string::npos);
  CHECK(response.headers.at(0).name == "Retry-After");
  CHECK(status_of(FaultKind::full) == 503);
  CHECK(status_of(FaultKind::closed) == 503);
  CHECK(status_of(FaultKind::mismatch) == 412);
  CHECK(status_of(FaultKind::broken) == 500);
}

TEST_CASE("401 asks for a bearer token") {
  const auto response = to_response(Rejection{Refusal::unauthorized, "token_missing", ""});
  CHECK(response.headers.at(0).name == "WWW-Authenticate");
  CHECK(response.headers.at(0).value.starts_with("Bearer"));
}

TEST_CASE("extensions stand beside the standard members") {
  auto problem = problem_of(Fault{FaultKind::unavailable, "log_unavailable", ""});
  problem.extensions.push_back({"idempotency_key", "k-1"});
  CHECK(nlohmann::json::parse(to_response(problem).body)["idempotency_key"] == "k-1");
}

TEST_CASE("whatever bytes a detail quotes, the problem is valid JSON") {
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
  every += "维修工单 \xf0\x9f\x94\xa7 \xed\xa0\x80 \xc0\xaf \xf4\x90\x80\x80 \xe2\x82";
  const auto response = to_response(Rejection{Refusal::rule, "odd", every});
  const auto body = nlohmann::json::parse(response.body);
  const auto detail = body["detail"].get<std::string>();
  CHECK(detail.find("维修工单 \xf0\x9f\x94\xa7") != std::string::npos);
  CHECK(detail.find(std::string("\0\x01\x02", 3)) == 0);
}
