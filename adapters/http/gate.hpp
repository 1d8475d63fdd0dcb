// The gate in front of every protected route: address limit, token, tenant, face, token limit.
// What passes is a Call, which names its caller.
#pragma once

#include <functional>
#include <memory>

#include "adapters/http/credential.hpp"
#include "adapters/http/rate_limit.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/tokens.hpp"

namespace fettle::http {

// May be moved to another thread together with its Responder.
struct Call {
  Routed routed;
  std::shared_ptr<const Credential> caller;
};

using CallHandler = std::function<void(Call, Responder)>;

// Answers the denial of a caller who is known, after it was recorded: what the audit asks for.
using Deny = std::function<void(Call call, Rejection why, Responder responder)>;

class Gate {
 public:
  Gate(Tokens& tokens, RateLimit& per_address, RateLimit& per_token, Deny deny);

  // For Router::add; the gate outlives the router. 401 token_*, 403 wrong_tenant | wrong_face,
  // 429 too_many_requests.
  RouteHandler guard(CallHandler handler);

  // Only the address limit: for routes without a token, which must say so by this name.
  RouteHandler open(RouteHandler handler);

 private:
  std::optional<Response> limited(RateLimit& limit, std::string_view key) const;
  void enter(const CallHandler& handler, Routed routed, Responder responder);

  Tokens& tokens_;
  RateLimit& per_address_;
  RateLimit& per_token_;
  Deny deny_;
};

}  // namespace fettle::http
