#include "adapters/cli/contract_routes.hpp"

#include "adapters/http/problem.hpp"
#include "core/text_numbers.hpp"
#include "schemas/contracts/contracts.hpp"

namespace fettle::cli {
namespace {

http::RouteHandler always(std::string text) {
  return [text = std::move(text)](http::Routed, http::Responder responder) {
    responder(http::json(200, text));
  };
}

void serve_schema(const Domain& domain, const http::Routed& routed, http::Responder responder) {
  const auto name = http::find(routed.path, "name").value_or("");
  const auto version = whole_number<std::uint16_t>(http::find(routed.path, "version").value_or(""));
  const auto* type = version ? contracts::event_version(domain, name, *version) : nullptr;
  if (type == nullptr) {
    return responder(http::to_response(
        Rejection{Refusal::not_found, "schema_unknown", "no such event, or version", {}}));
  }
  responder(http::json(200, contracts::event_schema(*type).compact()));
}

}  // namespace

void add_contract_routes(http::Router& router, http::Gate& gate, const Domain& domain,
                         const std::vector<QueryType>& queries) {
  router.add(http::Method::get, "/openapi.json",
             gate.open(always(contracts::openapi(domain, queries).compact())));
  router.add(http::Method::get, "/asyncapi.json",
             gate.open(always(contracts::asyncapi(domain).compact())));
  router.add(http::Method::get, "/schemas/{name}/{version}",
             gate.open([&domain](const http::Routed& routed, http::Responder responder) {
               serve_schema(domain, routed, std::move(responder));
             }));
}

}  // namespace fettle::cli
