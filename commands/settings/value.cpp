#include "commands/settings/value.hpp"

#include "schemas/registration.hpp"

namespace fettle {

SettingsId scope_of(const std::optional<StoreId>& store) {
  return SettingsId(store ? store->text() : ":all");
}

namespace {

std::optional<std::int64_t> value_in(TenantView& view, SettingName name, const SettingsId& scope) {
  const auto* settings = view.get<Settings>(scope);
  return settings == nullptr ? std::nullopt : settings->value(Codec<SettingName>::name(name));
}

}  // namespace

std::optional<std::int64_t> setting_value(TenantView& view, SettingName name,
                                          const StoreId& store) {
  const auto own = value_in(view, name, scope_of(store));
  return own ? own : setting_value(view, name);
}

std::optional<std::int64_t> setting_value(TenantView& view, SettingName name) {
  return value_in(view, name, scope_of(std::nullopt));
}

}  // namespace fettle
