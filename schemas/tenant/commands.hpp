// Commands on the business itself.
#pragma once

#include "schemas/roles.hpp"
#include "schemas/values.hpp"

namespace fettle {

struct KindRule {
  static constexpr std::string_view name = "kind of business";
  static constexpr std::string_view pattern = "^(?:auto|phone|appliance|electric|vending)$";
  static constexpr bool matches(std::string_view text) {
    return text == "auto" || text == "phone" || text == "appliance" || text == "electric" ||
           text == "vending";
  }
};
using BusinessKind = Word<KindRule>;

struct CreateTenant {
  Text<1, 60> name;
  BusinessKind kind;
};
FETTLE_COMMAND(CreateTenant, "Makes the business that the path and the credential name.",
               (.aggregate = "tenant", .routes = {{"POST", "/admin/tenant"}},
                .roles = {role::tenant_operator}),
               (name, kind))

}  // namespace fettle
