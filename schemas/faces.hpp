// Which face is whose. A command that comes by several routes takes on each only the roles of that
// face: a customer cancels by /mp, the front desk by /admin.
#pragma once

#include <string_view>
#include <vector>

#include "core/domain.hpp"

namespace fettle {

bool may_enter(std::string_view role, std::string_view face);

// Those of the command's roles that may enter the route's face.
std::vector<std::string_view> roles_at(const CommandType& command, const Route& route);

}  // namespace fettle
