#include "adapters/http/faces/query_face.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/http/headers.hpp"
#include "adapters/http/problem.hpp"

namespace fettle::http {
namespace {

Checked<QueryRequest> request_of(const Call& call) {
  const auto& request = call.routed.request;
  auto wanted = TRY(positions(request.headers));
  auto held = TRY(if_none_match(request.headers));
  QueryRequest asked{.tenant = call.routed.tenant,
                     .caller = {call.caller->account, call.caller->role, call.routed.face,
                                call.caller->store.value_or("")},
                     .path = {},
                     .parameters = {},
                     .positions = std::move(wanted),
                     .if_none_match = std::move(held)};
  for (const auto& [name, value] : call.routed.path) asked.path.emplace(name, value);
  for (const auto& [name, value] : request.query) asked.parameters.emplace_back(name, value);
  return asked;
}

Response shown(QueryAnswer answer) {
  auto response = answer.not_modified ? empty(304) : json(200, std::move(answer.body));
  if (!answer.etag.empty()) response.headers.push_back({"ETag", '"' + answer.etag + '"'});
  response.headers.push_back({"Cache-Control", "private, no-cache"});
  return response;
}

// Not named to_response: that name would hide the one for faults and rejections, and this
// function would call itself, since an outcome is made from either.
Response shown(QueryOutcome outcome) {
  if (auto* answer = std::get_if<QueryAnswer>(&outcome)) return shown(std::move(*answer));
  if (const auto* fault = std::get_if<Fault>(&outcome)) return to_response(*fault);
  return to_response(std::get<Rejection>(outcome));
}

}  // namespace

void QueryFace::mount(const std::vector<QueryType>& types, Router& router, Gate& gate) {
  for (const auto& type : types) {
    router.add(Method::get, type.path, gate.guard([this, &type](Call call, Responder responder) {
      serve(type, std::move(call), std::move(responder));
    }));
  }
}

void QueryFace::serve(const QueryType& type, Call call, Responder responder) {
  if (std::find(type.roles.begin(), type.roles.end(), call.caller->role) == type.roles.end()) {
    const Rejection no{Refusal::forbidden,
                       "role_not_allowed",
                       fmt::format("{} may not read {}", call.caller->role, type.path),
                       {}};
    return denials_.deny(call, no, "GET " + type.path, std::move(responder));
  }
  auto asked = request_of(call);
  if (!asked) return responder(to_response(asked.error()));
  auto reply = std::make_shared<Responder>(std::move(responder));
  run_(type, *std::move(asked),
       [reply](QueryOutcome outcome) { (*reply)(shown(std::move(outcome))); });
}

}  // namespace fettle::http
