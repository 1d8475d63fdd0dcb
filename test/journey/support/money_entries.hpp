// Requests that are accepted, of the commands that move money back and look after it.
#pragma once

#include "test/journey/support/catalogue.hpp"

namespace fettle::journey {

std::vector<Entry> of_money();

// The payment that paid the order.
std::string payment_of(WorkOrder& order);
// A day of the past on which the service has a payment that we do not know.
Json stray_statement(Shop& shop);

}  // namespace fettle::journey
