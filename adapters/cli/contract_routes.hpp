// The generated contracts over HTTP: /openapi.json, /asyncapi.json and /schemas/<event>/<version>.
#pragma once

#include <vector>

#include "adapters/http/router.hpp"
#include "core/domain.hpp"
#include "core/query.hpp"

namespace fettle::cli {

// `domain` must outlive the router.
void add_contract_routes(http::Router& router, const Domain& domain,
                         const std::vector<QueryType>& queries);

}  // namespace fettle::cli
