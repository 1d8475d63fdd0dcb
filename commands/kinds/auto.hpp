// The auto-repair business: its states, its table of moves, its checks and its numbers.
#pragma once

#include <cstdint>
#include <string>

#include "commands/kinds/flow.hpp"

namespace fettle::auto_repair {

namespace state {
inline constexpr std::string_view submitted = "SUBMITTED";
inline constexpr std::string_view accepted = "ACCEPTED";
inline constexpr std::string_view diagnosing = "DIAGNOSING";
inline constexpr std::string_view quoted = "QUOTED";
inline constexpr std::string_view confirmed = "CUSTOMER_CONFIRMED";
inline constexpr std::string_view repairing = "REPAIRING";
inline constexpr std::string_view ready_to_pay = "READY_TO_PAY";
inline constexpr std::string_view paid = "PAID";
inline constexpr std::string_view closed = "CLOSED";
inline constexpr std::string_view canceled = "CANCELED";
}  // namespace state

inline constexpr std::string_view flow_name = "work_order";
const Flow& work_order_flow();

// A0001 … A9999, B0001 … Z9999, AA0001 …: short enough to be called out in the shop, and unique.
std::string short_number(std::int64_t number);

// After this a labour timer stops itself, unless a setting says otherwise.
inline constexpr std::int64_t timer_limit_minutes = 12 * 60;

}  // namespace fettle::auto_repair
