// The words for who acts, as credentials and declarations spell them.
#pragma once

#include <string_view>

#include "schemas/declare.hpp"

namespace fettle {

namespace role {
inline constexpr std::string_view customer = "customer";
inline constexpr std::string_view technician = "technician";
inline constexpr std::string_view front_desk = "front_desk";
inline constexpr std::string_view manager = "manager";
inline constexpr std::string_view finance = "finance";
inline constexpr std::string_view warehouse = "warehouse";
inline constexpr std::string_view tenant_operator =
    "operator";  // makes tenants and their first staff
}  // namespace role

// The roles that a member of staff can have.
enum class StaffRole { technician, front_desk, manager, finance, warehouse };
FETTLE_ENUM(StaffRole, technician, front_desk, manager, finance, warehouse)

}  // namespace fettle
