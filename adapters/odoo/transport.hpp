// The way to one Odoo database. Both ways pass the same tests and give the same answers.
#pragma once

#include "adapters/odoo/call.hpp"
#include "core/result.hpp"

namespace fettle::odoo {

// One thread at a time.
class Transport {
 public:
  virtual ~Transport() = default;

  // What the method returned; null when it returned nothing. One call is one transaction there.
  // A fault has a code of fault.hpp, which says whether the call can have been carried out
  // (`outcome_unknown`). Never sends a call twice.
  virtual Result<json::Document> call(const Call& call) = 0;
};

}  // namespace fettle::odoo
