// /health: the process answers. /ready: it can do its work, as the given probes see it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http/router.hpp"

namespace fettle::http {

struct Probe {
  std::string name;
  // Nothing when ready, else why not in a word an operator may see. Quick; called on an I/O thread.
  std::function<std::optional<std::string>()> why_not;
};

void add_health_routes(Router& router, std::vector<Probe> probes);

}  // namespace fettle::http
