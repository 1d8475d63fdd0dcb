// A port of loopback for those who must be told one, and cannot be told "any".
#pragma once

#include <cstdint>

namespace fettle::journey {

std::uint16_t free_port();  // free a moment ago

}  // namespace fettle::journey
