// Commands on staff. The id of a member of staff is the account of his credential.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/words.hpp"

namespace fettle {

struct RegisterStaff {
  Text<1, 40> name;
  StaffRole role;
  std::optional<StoreId> store;
  std::optional<List<Skill, 0, 50>> skills;
  std::optional<StaffId> account;  // absent: a new one
};
FETTLE_COMMAND(RegisterStaff, "Registers a member of staff.",
               (.aggregate = "staff", .routes = {{"POST", "/admin/staff"}},
                .roles = {role::tenant_operator, role::manager}),
               (name, role, store, skills, account))

struct EditStaff {
  StaffId staff;
  std::optional<Text<1, 40>> name;
  std::optional<StaffRole> role;
  std::optional<StoreId> store;
  std::optional<List<Skill, 0, 50>> skills;
  std::optional<bool> active;
};
FETTLE_COMMAND(EditStaff, "Changes a member of staff; what is absent stays as it is.",
               (.aggregate = "staff", .routes = {{"PATCH", "/admin/staff/{staff}"}},
                .roles = {role::tenant_operator, role::manager}),
               (staff, name, role, store, skills, active))

}  // namespace fettle
