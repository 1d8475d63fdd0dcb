#include "commands/settings/state.hpp"

namespace fettle {

void evolve(SettingsState& settings, const SettingPut& e) {
  for (auto& setting : settings.all) {
    if (setting.name != e.name) continue;
    setting.value = e.value;
    return;
  }
  settings.all.push_back({e.name, e.value});
}

}  // namespace fettle
