// The generated contracts over HTTP: /openapi.json, /asyncapi.json and /schemas/<event>/<version>.
#pragma once

#include <vector>

#include "adapters/http/gate.hpp"
#include "core/domain.hpp"
#include "core/query.hpp"

namespace fettle::cli {

// `domain` and `gate` must outlive the router. For everybody, below the limit of an address.
void add_contract_routes(http::Router& router, http::Gate& gate, const Domain& domain,
                         const std::vector<QueryType>& queries);

}  // namespace fettle::cli
