// A bench ends with whatever goes wrong in it.
#pragma once

#include <stdexcept>

#include "core/result.hpp"

namespace fettle::bench {

template <class Value>
Value need(Result<Value> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().detail);
  return *std::move(result);
}

inline void need(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().detail);
}

}  // namespace fettle::bench
