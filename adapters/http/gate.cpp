// Cheap questions first: a flood is turned away before any signature is checked.
#include "adapters/http/gate.hpp"

#include "adapters/http/problem.hpp"

namespace fettle::http {
namespace {

std::optional<Rejection> denial(const Call& call) {
  const auto& caller = *call.caller;
  if (caller.tenant != call.routed.tenant) {
    return Rejection{Refusal::forbidden, "wrong_tenant",
                     "this token is not for tenant " + call.routed.tenant.text()};
  }
  if (caller.face && *caller.face != call.routed.face) {
    return Rejection{Refusal::forbidden, "wrong_face", "this token is only for " + *caller.face};
  }
  return std::nullopt;
}

}  // namespace

Gate::Gate(Tokens& tokens, RateLimit& per_address, RateLimit& per_token, Deny deny)
    : tokens_(tokens), per_address_(per_address), per_token_(per_token), deny_(std::move(deny)) {}

std::optional<Response> Gate::limited(RateLimit& limit, std::string_view key) const {
  const auto wait = limit.take(key);
  if (!wait) return std::nullopt;
  auto problem = problem_of(Rejection{Refusal::too_many, "too_many_requests", "slow down"});
  problem.retry_after = *wait;
  return to_response(problem);
}

void Gate::enter(const CallHandler& handler, Routed routed, Responder responder) {
  if (auto no = limited(per_address_, routed.request.peer)) return responder(std::move(*no));
  auto caller = tokens_.verify(routed.request.headers.find("Authorization"));
  if (!caller) return responder(to_response(caller.error()));
  if (auto no = limited(per_token_, (*caller)->token_id)) return responder(std::move(*no));
  Call call{std::move(routed), std::move(*caller)};
  if (auto no = denial(call)) return deny_(std::move(call), std::move(*no), std::move(responder));
  handler(std::move(call), std::move(responder));
}

RouteHandler Gate::guard(CallHandler handler) {
  return [this, handler = std::move(handler)](Routed routed, Responder responder) {
    enter(handler, std::move(routed), std::move(responder));
  };
}

RouteHandler Gate::open(RouteHandler handler) {
  return [this, handler = std::move(handler)](Routed routed, Responder responder) {
    if (auto no = limited(per_address_, routed.request.peer)) return responder(std::move(*no));
    handler(std::move(routed), std::move(responder));
  };
}

}  // namespace fettle::http
