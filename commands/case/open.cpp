#include "commands/case/open.hpp"

namespace fettle {

void open_case(TenantView& view, const Context& context, Decision& decision, CaseOpened opened) {
  if (!view.find(open_cases, trouble_of(opened.subject, opened.code), 1).empty()) return;
  const auto id = decision.id;
  add<Case>(decision, context.fresh<CaseId>(), std::move(opened));
  if (!id.empty()) decision.id = id;
}

}  // namespace fettle
