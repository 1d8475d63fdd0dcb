// The shop of many tests, apart from what every shop is: it has a stand-in of Odoo beside it.
#include "test/journey/support/odoo_shop.hpp"

namespace fettle::journey {
namespace {

constexpr int seldom = 86'400;  // seconds: what tests count is not what the connector writes

}  // namespace

OdooShop& beside_shop() {
  static const auto beside = [] {
    auto made = std::make_unique<OdooShop>(17, seldom);
    made->fill_shelves();
    return made;
  }();
  return *beside;
}

Shop& shop() { return beside_shop().shop(); }

}  // namespace fettle::journey
