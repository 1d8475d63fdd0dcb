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

struct ConnectorDisabled {
  std::string connector;
  std::string by;
  std::string reason;
};
FETTLE_EVENT(ConnectorDisabled, 1,
             "From here on nothing is asked of it, until a person connects it.",
             (connector, by, reason))

}  // namespace fettle
