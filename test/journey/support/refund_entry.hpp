// A request that is accepted, of the command that ends a refund which the payment service cannot.
#pragma once

#include "test/journey/support/catalogue.hpp"
#include "test/journey/support/outside.hpp"

namespace fettle::journey {

// Another shop than the one that the catalogue is asked for: it is connected to WeChat.
OutsideShop& beside_wechat();

Entry of_stuck_refund();

}  // namespace fettle::journey
