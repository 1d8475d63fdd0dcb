// A connection is found by the connector's name.
#pragma once

#include <string_view>

#include "commands/connector/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const ConnectionState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Connection)

inline bool connected(TenantView& view, std::string_view connector) {
  const auto* connection = view.get<Connection>(ConnectorId(std::string(connector)));
  return connection != nullptr && connection->enabled;
}

// It was connected, and a person ended that.
inline bool disconnected(TenantView& view, std::string_view connector) {
  const auto* connection = view.get<Connection>(ConnectorId(std::string(connector)));
  return connection != nullptr && !connection->enabled;
}

}  // namespace fettle
