#include "commands/audit/decide.hpp"

#include "schemas/registration.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const RecordDenial& command) {
  Decision decision;
  add<Audit>(decision, AuditId("denials"),
             CommandDenied{.account = command.account,
                           .role = command.role,
                           .face = command.face,
                           .command = command.command,
                           .subject = command.subject,
                           .code = command.code,
                           .count = command.count});
  return decision;
}

}  // namespace fettle
