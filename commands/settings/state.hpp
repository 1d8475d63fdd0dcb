// The settings of one scope: a store, or all of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/settings/events.hpp"

namespace fettle {

using SettingsId = Id<struct SettingsTag>;

struct Setting {
  std::string name;
  std::int64_t value;
};
FETTLE_STRUCT(Setting, (name, value))

struct SettingsState {
  std::vector<Setting> all;

  std::optional<std::int64_t> value(std::string_view name) const {
    for (const auto& setting : all) {
      if (setting.name == name) return setting.value;
    }
    return std::nullopt;
  }
};
FETTLE_STRUCT(SettingsState, (all))

struct Settings {
  static constexpr std::string_view type = "settings";
  static constexpr std::string_view shape = "1";
  using Key = SettingsId;
  using State = SettingsState;
  using Events = boost::mp11::mp_list<SettingPut>;
};

void evolve(SettingsState&, const SettingPut&);

}  // namespace fettle
