// An errand that nobody has tried has no state of its own: it is known from what asked for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/tenant_view.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct AskedErrand {
  std::string_view connector;
  std::string_view action;
  std::string subject;
};

// Of requisitions, returns, counts, invoices, refunds and payments that still wait for it.
std::optional<AskedErrand> asked_errand(TenantView& view, const ErrandId& id);

}  // namespace fettle
