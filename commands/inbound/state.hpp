// The stream of what one sender told us; no rule asks for what is in it.
#pragma once

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/inbound/events.hpp"

namespace fettle {

struct InboundState {
  std::int64_t received = 0;
  std::int64_t counted = 0;
};
FETTLE_STRUCT(InboundState, (received, counted))

struct Inbound {
  static constexpr std::string_view type = "inbound";
  static constexpr std::string_view shape = "1";
  using Key = InboundId;
  using State = InboundState;
  using Events = boost::mp11::mp_list<CallbackReceived, CallbacksCounted>;
};

inline void evolve(InboundState& inbound, const CallbackReceived&) { inbound.received += 1; }
inline void evolve(InboundState& inbound, const CallbacksCounted& e) { inbound.counted += e.count; }

}  // namespace fettle
