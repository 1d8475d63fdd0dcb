// What is known of the business itself.
#pragma once

#include <string>

#include "schemas/declare.hpp"

namespace fettle {

struct TenantCreated {
  std::string kind;  // auto, phone, appliance, electric, vending
  std::string name;
};
FETTLE_EVENT(TenantCreated, 1, "A business of a kind exists.", (kind, name))

}  // namespace fettle
