#include "commands/settings/value.hpp"

#include "schemas/registration.hpp"

namespace fettle {

SettingsId scope_of(const std::optional<StoreId>& store) {
  return SettingsId(store ? store->text() : ":all");
}

std::optional<std::int64_t> setting_value(TenantView& view, SettingName name,
                                          const StoreId& store) {
  const auto word = Codec<SettingName>::name(name);
  for (const auto& scope : {scope_of(store), scope_of(std::nullopt)}) {
    const auto* settings = view.get<Settings>(scope);
    const auto value = settings == nullptr ? std::nullopt : settings->value(word);
    if (value) return value;
  }
  return std::nullopt;
}

}  // namespace fettle
