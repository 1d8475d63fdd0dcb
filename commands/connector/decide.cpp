#include "commands/connector/decide.hpp"

namespace fettle {

// Sent at every start; only the first one leaves something.
Checked<Decision> decide(TenantView& view, const Context&, const EnableConnector& command) {
  Decision decision;
  decision.id = command.connector.text();
  if (connected(view, command.connector.text())) return decision;
  add<Connection>(decision, command.connector, ConnectorEnabled{command.connector.text()});
  return decision;
}

}  // namespace fettle
