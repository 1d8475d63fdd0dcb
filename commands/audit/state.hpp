// The stream of denials; no rule asks for what is in it.
#pragma once

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/audit/events.hpp"

namespace fettle {

using AuditId = Id<struct AuditTag>;

struct AuditState {
  std::int64_t denials = 0;
};
FETTLE_STRUCT(AuditState, (denials))

struct Audit {
  static constexpr std::string_view type = "audit";
  static constexpr std::string_view shape = "1";
  using Key = AuditId;
  using State = AuditState;
  using Events = boost::mp11::mp_list<CommandDenied>;
};

inline void evolve(AuditState& audit, const CommandDenied& e) { audit.denials += e.count; }

}  // namespace fettle
