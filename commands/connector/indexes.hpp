// A connection is found by the connector's name.
#pragma once

#include <string_view>

#include "commands/connector/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const ConnectionState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Connection)

inline bool connected(TenantView& view, std::string_view connector) {
  return view.get<Connection>(ConnectorId(std::string(connector))) != nullptr;
}

}  // namespace fettle
