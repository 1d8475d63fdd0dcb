// Commands on settings. A store's own value goes before the value of all stores.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/values.hpp"

namespace fettle {

// quote_approval_threshold: fen; a quote at or above it waits for the manager. None by default.
// timer_limit_minutes: a labour timer that runs longer stops itself. 720 by default.
// upload_megabytes_max: the largest upload, in all stores alike. 200 by default.
enum class SettingName { quote_approval_threshold, timer_limit_minutes, upload_megabytes_max };
FETTLE_ENUM(SettingName, quote_approval_threshold, timer_limit_minutes, upload_megabytes_max)

struct PutSetting {
  SettingName name;
  std::optional<StoreId> store;
  std::int64_t value;
};
FETTLE_COMMAND(PutSetting, "Gives a setting its value, for one store or for all.",
               (.aggregate = "settings", .routes = {{"PUT", "/admin/settings/{name}"}},
                .roles = {role::manager}),
               (name, store, value))

}  // namespace fettle
