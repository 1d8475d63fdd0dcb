// A prepared diagnosis.
#pragma once

#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/template/events.hpp"

namespace fettle {

struct TemplateState {
  std::string name;
  std::vector<std::string> fault_codes;
  std::string finding;
  std::vector<std::string> suggestions;
  bool withdrawn = false;
};
FETTLE_STRUCT(TemplateState, (name, fault_codes, finding, suggestions, withdrawn))

struct Template {
  static constexpr std::string_view type = "template";
  static constexpr std::string_view shape = "1";
  using Key = TemplateId;
  using State = TemplateState;
  using Events = boost::mp11::mp_list<TemplateCreated, TemplateWithdrawn>;
};

inline void evolve(TemplateState& prepared, const TemplateCreated& e) {
  prepared = {e.name, e.fault_codes, e.finding, e.suggestions, false};
}

inline void evolve(TemplateState& prepared, const TemplateWithdrawn&) { prepared.withdrawn = true; }

}  // namespace fettle
