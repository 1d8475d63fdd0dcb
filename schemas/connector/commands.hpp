// Commands on the connections of a tenant to systems outside.
#pragma once

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/values.hpp"

namespace fettle {

struct EnableConnector {
  ConnectorId connector;
};
FETTLE_COMMAND(EnableConnector,
               "Connects a tenant: the engine, once, when it finds settings; a manager again, "
               "after it was disconnected.",
               (.aggregate = "connector",
                .routes = {{"POST", "/admin/connectors/{connector}/enable"}},
                .roles = {role::manager}),
               (connector))

struct DisableConnector {
  ConnectorId connector;
  Text<1, 500> reason;
};
FETTLE_COMMAND(DisableConnector,
               "Disconnects a tenant from a system that is gone: nothing more is asked of it, and "
               "what it was asked for is settled by hand.",
               (.aggregate = "connector",
                .routes = {{"POST", "/admin/connectors/{connector}/disable"}},
                .roles = {role::manager}),
               (connector, reason))

}  // namespace fettle
