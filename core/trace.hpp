// W3C Trace Context: what is said where a trace begins.
#pragma once

#include <string>

#include "core/ports/dice.hpp"

namespace fettle {

// A traceparent of a new trace, sampled.
std::string begun_trace(Dice& dice);

}  // namespace fettle
