// Asking the outside for something: the event that is added next opens an errand of its own id.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "commands/connector/indexes.hpp"
#include "commands/errand/end.hpp"

namespace fettle {

// Nothing when the tenant is not connected: then it is done by hand. Precondition: the event that
// carries it is the next one that the decision gets.
inline std::optional<ErrandId> opens_errand(TenantView& view, const Context& context,
                                            const Decision& decision, std::string_view connector) {
  if (!connected(view, connector)) return std::nullopt;
  return ErrandId(fmt::format("{}.{}", context.commit.text(), decision.events.size()));
}

// Whether the outside may still answer by itself: nobody has given it up, and it is not done. Of
// one that is disconnected only a call that is out may.
inline bool may_answer(TenantView& view, const std::optional<ErrandId>& errand,
                       std::string_view connector) {
  if (!errand) return false;
  const auto* state = view.get<Errand>(*errand);
  const bool open = state == nullptr || state->standing == ErrandStanding::OPEN;
  const bool called = state != nullptr && state->trying;
  return open && (called || !disconnected(view, connector));
}

// Whether a call was begun: its outcome may be there, unseen.
inline bool was_tried(TenantView& view, const std::optional<ErrandId>& errand) {
  const auto* state = errand ? view.get<Errand>(*errand) : nullptr;
  return state != nullptr && state->tries > 0;
}

// Ends the errand if its result still counts; nothing to do without one.
inline void end_if_open(TenantView& view, Decision& decision, const std::optional<ErrandId>& errand,
                        std::string_view result) {
  if (errand && is_open(view, *errand)) end_errand(decision, *errand, result);
}

}  // namespace fettle
