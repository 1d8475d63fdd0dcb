#include "commands/errand/end.hpp"

namespace fettle {

bool is_open(TenantView& view, const ErrandId& errand) {
  const auto* state = view.get<Errand>(errand);
  if (state == nullptr) return true;
  return state->standing != ErrandStanding::DONE && state->standing != ErrandStanding::GIVEN_UP;
}

// The decision speaks of what the result changed, whatever the order of its events.
void end_errand(Decision& decision, const ErrandId& errand, std::string_view result) {
  const auto subject = decision.id;
  add<Errand>(decision, errand, ErrandDone{std::string(result)});
  if (!subject.empty()) decision.id = subject;
}

}  // namespace fettle
