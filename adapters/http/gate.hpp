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

class Gate {
 public:
  Gate(Tokens& tokens, RateLimit& per_address, RateLimit& per_token);

  // For Router::add. 401 token_*, 403 wrong_tenant | wrong_face, 429 too_many_requests.
  RouteHandler guard(CallHandler handler);

  // Only the address limit: for routes without a token, which must say so by this name.
  RouteHandler open(RouteHandler handler);

 private:
  Checked<std::shared_ptr<const Credential>> admit(const Routed& routed);

  Tokens& tokens_;
  RateLimit& per_address_;
  RateLimit& per_token_;
};

}  // namespace fettle::http
