// Opens a case in the commit of what was found wrong.
#pragma once

#include "commands/case/indexes.hpp"

namespace fettle {

// Nothing to do while the same trouble of the same subject is open. Keeps the decision's id.
void open_case(TenantView& view, const Context& context, Decision& decision, CaseOpened opened);

}  // namespace fettle
