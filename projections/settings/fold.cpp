#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/settings/events.hpp"
#include "schemas/settings/setting_row.hpp"

namespace fettle::projections {

void fold_settings(ProjectionBuilder& to) {
  to.make_or_change<SettingRow, SettingPut>(
      [](const SettingPut& e, const EventFacts& f) {
        return row_text::key(f.envelope.tenant, e.name, e.store ? e.store->text() : "");
      },
      [](const SettingPut& e, const EventFacts& f) {
        return SettingRow{facts::tenant(f),  e.name,        e.store ? e.store->text() : "", e.value,
                          facts::account(f), facts::time(f)};
      },
      [](SettingRow& row, const SettingPut& e, const EventFacts& f) {
        row.value = e.value;
        row.put_by = facts::account(f);
        row.updated_at = facts::time(f);
      });
}

}  // namespace fettle::projections
