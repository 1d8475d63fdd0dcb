#include "commands/template/decide.hpp"

#include "commands/refusals.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

template <class L>
std::vector<std::string> texts(const std::optional<L>& list) {
  if (!list) return {};
  return {list->begin(), list->end()};
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const CreateTemplate& command) {
  if (!view.find(template_name, command.name.text(), 1).empty()) {
    return bad_field("name", "template_name_taken", "a template in use has this name");
  }
  Decision decision;
  decision.status = 201;
  add<Template>(decision, context.fresh<TemplateId>(),
                TemplateCreated{.name = command.name.text(),
                                .fault_codes = texts(command.fault_codes),
                                .finding = command.finding.text(),
                                .suggestions = texts(command.suggestions)});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context,
                         const WithdrawTemplate& command) {
  const auto* prepared = view.get<Template>(command.template_id);
  if (prepared == nullptr) return not_found("template_unknown", "there is no such template");
  if (prepared->withdrawn) return conflict("template_withdrawn", "it is withdrawn already");
  Decision decision;
  add<Template>(decision, command.template_id, TemplateWithdrawn{context.caller.account.text()});
  return decision;
}

}  // namespace fettle
