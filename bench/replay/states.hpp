// A sum over states that says whether two folds have come to the same.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "bench/replay/contenders.hpp"

namespace fettle::bench {

// In any order: each state counts by itself. `key`: "<tenant>/<type>/<id>".
inline void add_state(Pass& pass, std::string_view key, std::string_view json) {
  ++pass.aggregates;
  pass.states += std::hash<std::string>{}(std::string(key) + '=' + std::string(json));
}

}  // namespace fettle::bench
