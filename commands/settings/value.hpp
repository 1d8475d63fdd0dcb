// The value that counts for a store: its own, else that of all stores, else nothing.
#pragma once

#include "commands/settings/indexes.hpp"
#include "schemas/settings/commands.hpp"

namespace fettle {

// All stores together have a scope of their own, whose id begins with a colon, as no store's does.
SettingsId scope_of(const std::optional<StoreId>& store);

std::optional<std::int64_t> setting_value(TenantView& view, SettingName name, const StoreId& store);
// The value of all stores.
std::optional<std::int64_t> setting_value(TenantView& view, SettingName name);

}  // namespace fettle
