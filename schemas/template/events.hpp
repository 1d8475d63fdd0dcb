// Prepared diagnoses.
#pragma once

#include <string>
#include <vector>

#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct TemplateCreated {
  std::string name;
  std::vector<std::string> fault_codes;
  std::string finding;
  std::vector<std::string> suggestions;
};
FETTLE_EVENT(TemplateCreated, 1, "A prepared diagnosis can be used.",
             (name, fault_codes, finding, suggestions))

struct TemplateWithdrawn {
  std::string withdrawn_by;
};
FETTLE_EVENT(TemplateWithdrawn, 1, "A prepared diagnosis is no longer offered.", (withdrawn_by))

}  // namespace fettle
