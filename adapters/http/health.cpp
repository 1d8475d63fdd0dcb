// Liveness and readiness.
#include "adapters/http/health.hpp"

#include "adapters/http/json_text.hpp"

namespace fettle::http {
namespace {

Response readiness(const std::vector<Probe>& probes) {
  bool ready = true;
  std::string checks;
  for (const auto& probe : probes) {
    const auto why = probe.why_not();
    ready = ready && !why;
    if (!checks.empty()) checks += ',';
    append_json(checks, probe.name);
    checks += ':';
    append_json(checks, why.value_or("ready"));
  }
  auto response = json(ready ? 200 : 503, std::string("{\"ready\":") + (ready ? "true" : "false") +
                                              ",\"checks\":{" + checks + "}}");
  if (!ready) response.headers.push_back({"Retry-After", "1"});
  return response;
}

}  // namespace

void add_health_routes(Router& router, std::vector<Probe> probes) {
  router.add(Method::get, "/health",
             [](Routed, Responder responder) { responder(json(200, "{\"status\":\"up\"}")); });
  router.add(Method::get, "/ready", [probes = std::move(probes)](Routed, Responder responder) {
    responder(readiness(probes));
  });
}

}  // namespace fettle::http
