#include "commands/staff/decide.hpp"

#include "commands/refusals.hpp"
#include "commands/store/known.hpp"
#include "commands/store/reach.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

std::string word(StaffRole role) { return std::string(Codec<StaffRole>::name(role)); }

std::vector<std::string> tags(const std::optional<List<Skill, 0, 50>>& skills) {
  if (!skills) return {};
  return {skills->begin(), skills->end()};
}

Personal own(const StaffId& id, const std::string& name) { return {PersonId(id.text()), name}; }

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const RegisterStaff& command) {
  TRY(check_store(view, "store", command.store));
  TRY(check_reach(context.caller, command.store));
  const auto id = command.account ? *command.account : context.fresh<StaffId>();
  if (view.get<Staff>(id) != nullptr) {
    return conflict("staff_exists", fmt::format("{} is registered", id.text()));
  }
  Decision decision;
  decision.status = 201;
  add<Staff>(decision, id,
             StaffRegistered{own(id, command.name.text()), word(command.role), command.store,
                             tags(command.skills)});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const EditStaff& command) {
  const auto* staff = view.get<Staff>(command.staff);
  if (staff == nullptr) {
    return not_found("staff_unknown", fmt::format("{} does not work here", command.staff.text()));
  }
  TRY(check_store(view, "store", command.store));
  const auto store = command.store ? command.store : staff->store;
  TRY(check_reach(context.caller, staff->store));
  TRY(check_reach(context.caller, store));
  Decision decision;
  add<Staff>(
      decision, command.staff,
      StaffEdited{.name = command.name ? own(command.staff, command.name->text()) : *staff->name,
                  .role = command.role ? word(*command.role) : staff->role,
                  .store = store,
                  .skills = command.skills ? tags(command.skills) : staff->skills,
                  .active = command.active.value_or(staff->active),
                  .previous = StaffData{*staff->name, staff->role, staff->store, staff->skills,
                                        staff->active}});
  return decision;
}

}  // namespace fettle
