// Two templates in use never have the same name.
#pragma once

#include "commands/template/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index template_name{"template_name"};

inline void index(const TemplateState& prepared, IndexSink& sink) {
  if (!prepared.withdrawn) sink.put(template_name, prepared.name);
}

FETTLE_AGGREGATE_ELSEWHERE(Template)

}  // namespace fettle
