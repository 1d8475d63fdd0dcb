// A store that a field names must be there.
#pragma once

#include <optional>

#include "commands/refusals.hpp"
#include "commands/store/indexes.hpp"

namespace fettle {

inline Checked<void> check_store(TenantView& view, std::string_view field,
                                 const std::optional<StoreId>& store) {
  if (!store || view.get<Store>(*store) != nullptr) return {};
  return bad_field(field, "store_unknown", fmt::format("there is no store {}", store->text()));
}

}  // namespace fettle
