// The decisions on notices.
#pragma once

#include "commands/notice/indexes.hpp"
#include "schemas/notice/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const CreateNotice&);
Checked<Decision> decide(TenantView&, const Context&, const MarkNoticeRead&);
Checked<Decision> decide(TenantView&, const Context&, const RecordNoticeSent&);
Checked<Decision> decide(TenantView&, const Context&, const RecordNoticeUnsent&);

}  // namespace fettle
