#include "commands/connector/decide.hpp"

#include "commands/refusals.hpp"

namespace fettle {
namespace {

constexpr std::string_view engine = "engine";

// Only settings make a connection, so what was never connected is not there for people.
Checked<void> check_known(const ConnectionState* connection, const ConnectorId& id) {
  if (connection != nullptr) return {};
  return not_found("connector_unknown", fmt::format("no settings ever connected {}", id.text()));
}

}  // namespace

// The engine sends it at every start; only the first one leaves something, and what a person
// disconnected stays so.
Checked<Decision> decide(TenantView& view, const Context& context, const EnableConnector& command) {
  const auto* connection = view.get<Connection>(command.connector);
  const bool by_engine = context.caller.face == engine;
  if (!by_engine) TRY(check_known(connection, command.connector));
  Decision decision;
  decision.id = command.connector.text();
  if (connection != nullptr && (connection->enabled || by_engine)) return decision;
  add<Connection>(decision, command.connector, ConnectorEnabled{command.connector.text()});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context,
                         const DisableConnector& command) {
  const auto* connection = view.get<Connection>(command.connector);
  TRY(check_known(connection, command.connector));
  Decision decision;
  decision.id = command.connector.text();
  if (!connection->enabled) return decision;
  add<Connection>(decision, command.connector,
                  ConnectorDisabled{.connector = command.connector.text(),
                                    .by = context.caller.account.text(),
                                    .reason = command.reason.text()});
  return decision;
}

}  // namespace fettle
