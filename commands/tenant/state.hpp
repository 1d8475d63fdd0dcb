// What a decision must know of the business itself.
#pragma once

#include <string>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/tenant/events.hpp"

namespace fettle {

struct TenantState {
  std::string kind;
  std::string name;
};
FETTLE_STRUCT(TenantState, (kind, name))

struct Tenant {
  static constexpr std::string_view type = "tenant";
  static constexpr std::string_view shape = "1";
  using Key = TenantId;
  using State = TenantState;
  using Events = boost::mp11::mp_list<TenantCreated>;
};

inline void evolve(TenantState& tenant, const TenantCreated& e) { tenant = {e.kind, e.name}; }

}  // namespace fettle
