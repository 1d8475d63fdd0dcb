#include "commands/case/decide.hpp"

#include "commands/refusals.hpp"
#include "commands/store/reach.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

bool may_settle(const Caller& caller, const CaseState& matter) {
  const bool stock = matter.kind == Codec<CaseKind>::name(CaseKind::STOCK);
  if (caller.role == role::warehouse) return stock;
  if (caller.role == role::finance) return !stock;
  return true;
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const SettleCase& command) {
  const auto* matter = view.get<Case>(command.matter);
  if (matter == nullptr) {
    return not_found("case_unknown", fmt::format("there is no case {}", command.matter.text()));
  }
  if (!may_settle(context.caller, *matter)) {
    return forbidden("case_not_yours", fmt::format("{} may not settle a case of kind {}",
                                                   context.caller.role, matter->kind));
  }
  if (matter->store) TRY(check_reach(context.caller, matter->store));
  if (matter->settled) return conflict("case_settled", "the case is settled");
  Decision decision;
  add<Case>(decision, command.matter,
            CaseSettled{context.caller.account.text(), command.note.text()});
  return decision;
}

}  // namespace fettle
