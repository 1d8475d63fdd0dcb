#include "commands/errand/end.hpp"

namespace fettle {

bool is_open(TenantView& view, const ErrandId& errand) {
  const auto* state = view.get<Errand>(errand);
  if (state == nullptr) return true;
  return state->standing != ErrandStanding::DONE && state->standing != ErrandStanding::GIVEN_UP;
}

// The answer speaks of the first event: of what the result changed, or of the errand alone.
void end_errand(Decision& decision, const ErrandId& errand, std::string_view result) {
  add<Errand>(decision, errand, ErrandDone{std::string(result)});
  decision.id = decision.events.front().id;
}

}  // namespace fettle
