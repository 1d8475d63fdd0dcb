// A request that is accepted, of the command that ends a refund which the payment service cannot.
#pragma once

#include "test/journey/support/catalogue.hpp"

namespace fettle::journey {

Entry of_stuck_refund();

}  // namespace fettle::journey
