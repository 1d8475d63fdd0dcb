// What an outgoing call that brought no reply means for the errand it was made for.
#pragma once

#include "core/connector.hpp"

namespace fettle {

// Of a fault of OutgoingWeb.
inline ErrandFailure failure_of(const Fault& fault) {
  using Kind = ErrandFailure::Kind;
  if (fault.code == "not_reached") return {Kind::unreachable, fault.code, fault.detail};
  const bool repeats = fault.code == "reply_too_large";
  return {repeats ? Kind::refused : Kind::away, fault.code, fault.detail};
}

}  // namespace fettle
