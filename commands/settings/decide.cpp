#include "commands/settings/decide.hpp"

#include "commands/settings/value.hpp"
#include "commands/store/known.hpp"
#include "commands/store/reach.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

struct Range {
  std::int64_t min;
  std::int64_t max;
};

Range range_of(SettingName name) {
  switch (name) {
    case SettingName::quote_approval_threshold:
      return {0, 1'000'000'000'000};
    case SettingName::timer_limit_minutes:
      return {1, 7 * 24 * 60};
    case SettingName::upload_megabytes_max:
      return {1, 2048};
  }
  throw InvariantBroken("a setting without a range");
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const PutSetting& command) {
  TRY(check_store(view, "store", command.store));
  TRY(check_reach(context.caller, command.store));
  const auto range = range_of(command.name);
  if (command.value < range.min || command.value > range.max) {
    return bad_field("value", "field_range", fmt::format("from {} to {}", range.min, range.max));
  }
  const auto scope = scope_of(command.store);
  const std::string name(Codec<SettingName>::name(command.name));
  const auto* settings = view.get<Settings>(scope);
  Decision decision;
  add<Settings>(decision, scope,
                SettingPut{.name = name,
                           .store = command.store,
                           .value = command.value,
                           .previous = settings ? settings->value(name) : std::nullopt});
  return decision;
}

}  // namespace fettle
