#include "test/simulation/checks/again.hpp"

#include <fmt/format.h>

#include "core/shard/shard.hpp"

namespace fettle::sim {
namespace {

bool hides(const Rejection& rejection) {
  return rejection.kind == Refusal::not_found || rejection.kind == Refusal::forbidden;
}

Checked<void> check_version(TenantView& view, const Handed& command, std::string_view id) {
  if (!command.if_match) return {};
  const auto version = view.lookup(command.type->aggregate, id).version;
  if (version == *command.if_match) return {};
  return Rejection{
      Refusal::stale, "version_mismatch", fmt::format("it is at version {}", version), {}};
}

}  // namespace

Checked<Decision> decided_again(const Domain& domain, TenantView& view, const Context& context,
                                const Handed& command) {
  const bool makes_tenants = command.type->aggregate == tenant_aggregate;
  if (!makes_tenants && domain.aggregate(tenant_aggregate) != nullptr &&
      view.lookup(tenant_aggregate, context.tenant.text()).state == nullptr) {
    return Rejection{Refusal::not_found, "unknown_tenant", "there is none", {}};
  }
  auto decision = command.type->decide(view, context, command.command.get());
  if (!decision && hides(decision.error())) return decision;
  const auto subject = command.type->subject(command.command.get());
  if (!subject.empty()) TRY(check_version(view, command, subject));
  if (!decision) return decision;
  if (subject.empty()) TRY(check_version(view, command, decision->id));
  return decision;
}

std::string text_of(const AnyEvent& event) {
  std::string text(event.type->name);
  text += ' ';
  event.type->encode(event.data.get(), text, nullptr);
  return text;
}

}  // namespace fettle::sim
