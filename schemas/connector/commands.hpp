// Commands on the connections of a tenant to systems outside.
#pragma once

#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct EnableConnector {
  ConnectorId connector;
};
FETTLE_COMMAND(EnableConnector,
               "Connects a tenant for which settings were found; sent once, by the engine.",
               (.aggregate = "connector"), (connector))

}  // namespace fettle
