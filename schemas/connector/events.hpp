// The connections of a tenant to systems outside.
#pragma once

#include <string>

#include "schemas/declare.hpp"

namespace fettle {

struct ConnectorEnabled {
  std::string connector;
};
FETTLE_EVENT(ConnectorEnabled, 1, "From here on events of the business become errands of it.",
             (connector))

}  // namespace fettle
