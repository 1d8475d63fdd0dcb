// Connectors to the simulated systems outside: they fold the events that the real ones fold, into
// errands of the same names, and answer with the same commands.
#pragma once

#include <memory>

#include "test/simulation/engine/process.hpp"
#include "test/simulation/outside/outside.hpp"

namespace fettle::sim {

std::unique_ptr<Connector> warehouse_connector(Stage stage, Process& process,
                                               WarehouseBooks& books);
std::unique_ptr<Connector> payment_connector(Stage stage, Process& process, PaymentBooks& books);

// What the service says of a trade that was paid.
Trade paid_trade(const PaymentBooks::Trade& trade, Moment now);

}  // namespace fettle::sim
