#include "schemas/faces.hpp"

#include <algorithm>
#include <iterator>

#include "schemas/roles.hpp"

namespace fettle {
namespace {

// The first segment: "/mp/work-orders" is at "mp".
std::string_view face_of(const Route& route) {
  return route.path.substr(1, route.path.find('/', 1) - 1);
}

}  // namespace

bool may_enter(std::string_view role, std::string_view face) {
  if (face == "mp") return role == role::customer;
  if (role == role::customer) return false;
  // Whoever runs the shop may also stand in for a technician.
  if (face == "tech") return true;
  return face == "admin" && role != role::technician;
}

std::vector<std::string_view> roles_at(const CommandType& command, const Route& route) {
  std::vector<std::string_view> roles;
  std::ranges::copy_if(command.roles, std::back_inserter(roles),
                       [&](std::string_view one) { return may_enter(one, face_of(route)); });
  return roles;
}

}  // namespace fettle
