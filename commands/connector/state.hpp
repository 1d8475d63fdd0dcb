// Whether a tenant is connected to a system outside; the id is the connector's name.
#pragma once

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/connector/events.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct ConnectionState {
  bool enabled = false;
};
FETTLE_STRUCT(ConnectionState, (enabled))

struct Connection {
  static constexpr std::string_view type = "connector";
  static constexpr std::string_view shape = "1";
  using Key = ConnectorId;
  using State = ConnectionState;
  using Events = boost::mp11::mp_list<ConnectorEnabled, ConnectorDisabled>;
};

inline void evolve(ConnectionState& connection, const ConnectorEnabled&) {
  connection.enabled = true;
}

inline void evolve(ConnectionState& connection, const ConnectorDisabled&) {
  connection.enabled = false;
}

}  // namespace fettle
