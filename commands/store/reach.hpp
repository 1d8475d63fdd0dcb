// How far a caller reaches: one who is bound to a store acts on what is of that store. What is of
// all stores, or of none, is for callers who are bound to none.
#pragma once

#include <optional>

#include "commands/refusals.hpp"
#include "core/decision.hpp"
#include "schemas/ids.hpp"

namespace fettle {

inline bool reaches(const Caller& caller, const std::optional<StoreId>& store) {
  return caller.store.empty() || (store && store->text() == caller.store);
}

// 403, since the stores themselves are no secret.
inline Checked<void> check_reach(const Caller& caller, const std::optional<StoreId>& store) {
  if (reaches(caller, store)) return {};
  return forbidden("not_your_store",
                   fmt::format("{} is bound to store {}, and this is of {}", caller.account.text(),
                               caller.store, store ? store->text() : "all stores"));
}

}  // namespace fettle
