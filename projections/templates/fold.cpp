#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/template/events.hpp"
#include "schemas/template/template_row.hpp"

namespace fettle::projections {

void fold_templates(ProjectionBuilder& to) {
  to.put<TemplateRow, TemplateCreated>([](const TemplateCreated& e, const EventFacts& f) {
    return TemplateRow{facts::tenant(f),
                       facts::id(f),
                       e.name,
                       facts::json(e.fault_codes),
                       e.finding,
                       facts::json(e.suggestions),
                       true,
                       facts::time(f),
                       facts::time(f),
                       facts::version(f)};
  });
  to.change<TemplateRow, TemplateWithdrawn>(
      facts::own_key, [](TemplateRow& row, const TemplateWithdrawn&, const EventFacts& f) {
        row.offered = false;
        row.updated_at = facts::time(f);
        row.version = facts::version(f);
      });
}

}  // namespace fettle::projections
